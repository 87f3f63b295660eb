/** `jinkatsu download`: a schema from the registry by its digest, or the one that is current. */
import { writeFileSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { errors } from "#kit/errors.ts";
import { registryErrors } from "../../registry/errors.ts";
import { createHubClient, type HistoryAnswer, type HubClient } from "../registry/hub-client.ts";
import { type HubFlags, readVersion, withHub } from "../registry/registry-options.ts";
import type { Terminal } from "../terminal.ts";

interface DownloadFlags extends HubFlags {
  readonly subgraph?: string;
  readonly version?: number;
  readonly supergraph?: true;
  readonly api?: true;
  readonly contract?: string;
  readonly digest?: string;
  readonly list?: true;
  readonly out?: string;
}

export function downloadCommand(terminal: Terminal): Command {
  const { say } = terminal;
  const option = (flags: string, ja: string, en: string) => new Option(flags, say({ ja, en }));
  const command = new Command("download")
    .description(
      say({
        ja: "登録されたスキーマを取り出す（サブグラフ、スーパーグラフ、API。ダイジェストでも）",
        en: "Fetch a schema: of a subgraph, the supergraph, or the API; or any by its digest",
      }),
    )
    .addOption(option("--subgraph <name>", "サブグラフ", "of this subgraph"))
    .addOption(
      option("--version <number>", "サブグラフの版（省けば最新）", "its version; the latest if left out").argParser(
        readVersion,
      ),
    )
    .addOption(option("--supergraph", "今のスーパーグラフ", "the current supergraph"))
    .addOption(option("--api", "今の API スキーマ", "the current API schema"))
    .addOption(
      option(
        "--contract <name>",
        "相手ごとのグラフの、今の API スキーマ",
        "the current API schema of a contract graph",
      ),
    )
    .addOption(option("--digest <sha256>", "このダイジェストのもの", "the one with this digest").argParser(readDigest))
    .addOption(option("--list", "使われたスーパーグラフの一覧", "list the supergraphs that were served"))
    .addOption(
      option("--out <file>", "書き出し先（省けば標準出力）", "where to write it; standard output if left out"),
    );
  return withHub(command, terminal).action((flags: DownloadFlags) => download(terminal, flags));
}

interface Launch {
  readonly revision: number;
  readonly digest: string;
  readonly apiDigest: string;
  readonly at: string;
}

async function download(terminal: Terminal, flags: DownloadFlags): Promise<void> {
  const client = createHubClient(flags.hub);
  if (flags.list) return printLaunches(terminal, await launchesOf(client), flags.json === true);
  const { digest, text } = await documentWanted(client, flags);
  if (flags.json) terminal.printJson({ digest, text });
  else if (flags.out === undefined) terminal.printText(text);
  else write(flags.out, text);
}

interface Document {
  readonly digest: string;
  readonly text: string;
}

async function documentWanted(client: HubClient, flags: DownloadFlags): Promise<Document> {
  if (flags.contract !== undefined) return client.get<Document>("contract", { name: flags.contract });
  return client.get<Document>("document", { digest: flags.digest ?? (await digestWanted(client, flags)) });
}

export async function launchesOf(client: HubClient): Promise<readonly Launch[]> {
  return (await client.get<{ readonly launches: readonly Launch[] }>("launches")).launches;
}

function printLaunches({ print, printJson }: Terminal, launches: readonly Launch[], json: boolean): void {
  if (json) return void printJson({ launches });
  for (const { revision, at, digest, apiDigest } of launches) print(`${revision}  ${at}  ${digest}  api ${apiDigest}`);
}

/** @throws HubError REGISTRY_NOT_FOUND, VERSION_UNKNOWN */
async function digestWanted(client: HubClient, { subgraph, version, api }: DownloadFlags): Promise<string> {
  if (subgraph !== undefined) return versionDigest(client, subgraph, version);
  const [latest] = await launchesOf(client);
  if (!latest) throw registryErrors.notFound();
  return api ? latest.apiDigest : latest.digest;
}

export async function versionDigest(client: HubClient, subgraph: string, version?: number): Promise<string> {
  const { versions } = await client.get<HistoryAnswer>("history", { subgraph });
  const found = versions.find((each) => version === undefined || each.version === version);
  if (!found?.digest) throw registryErrors.versionUnknown(subgraph, version ?? 0);
  return found.digest;
}

/** @throws HubError FILE_NOT_WRITABLE */
function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw errors.manifestNotWritable(file, error instanceof Error && "code" in error ? String(error.code) : "?");
  }
}

function readDigest(text: string): string {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new InvalidArgumentError("64 × 0-9a-f");
  return text;
}
