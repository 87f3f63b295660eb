/** `jinkatsu diff`: what changed between two versions of a subgraph, the breaking first. */
import { type Change, CriticalityLevel, diff } from "@graphql-inspector/core";
import { Argument, Command } from "commander";
import { buildASTSchema, type GraphQLSchema, parse } from "graphql";
import type { Bilingual } from "#kit/errors.ts";
import { createHubClient, type HubClient } from "../registry/hub-client.ts";
import { type HubFlags, readVersion, subgraphArgument, withHub } from "../registry/registry-options.ts";
import type { Terminal } from "../terminal.ts";
import { versionDigest } from "./download.ts";

export function diffCommand(terminal: Terminal): Command {
  const { say } = terminal;
  const version = (name: string, ja: string, en: string) => new Argument(name, say({ ja, en })).argParser(readVersion);
  const command = new Command("diff")
    .description(say({ ja: "サブグラフの二つの版の違い", en: "What changed between two versions of a subgraph" }))
    .addArgument(subgraphArgument(terminal))
    .addArgument(version("<a>", "前の版", "the earlier version"))
    .addArgument(version("<b>", "後の版", "the later version"));
  return withHub(command, terminal).action(async (subgraph: string, a: number, b: number, { hub, json }: HubFlags) => {
    const client = createHubClient(hub);
    const [before, after] = await Promise.all([a, b].map((each) => schemaAt(client, subgraph, each)));
    if (!before || !after) return;
    const changes = (await diff(before, after)).toSorted((x, y) => rank(x) - rank(y)).map(factsOf);
    if (json) terminal.printJson({ subgraph, a, b, changes });
    else printChanges(terminal, changes);
  });
}

async function schemaAt(client: HubClient, subgraph: string, version: number): Promise<GraphQLSchema> {
  const digest = await versionDigest(client, subgraph, version);
  const { text } = await client.get<{ readonly text: string }>("document", { digest });
  // Federation's own directives are known to composition, not to a schema by itself.
  return buildASTSchema(parse(text), { assumeValidSDL: true, assumeValid: true });
}

const order = [CriticalityLevel.Breaking, CriticalityLevel.Dangerous, CriticalityLevel.NonBreaking];

function rank({ criticality }: Change): number {
  return order.indexOf(criticality.level);
}

function factsOf({ type, path, message, criticality }: Change) {
  return { kind: String(type), coordinate: path ?? "", message, level: words[criticality.level] ?? "harmless" };
}

const words: Readonly<Record<string, "breaking" | "dangerous" | "harmless">> = {
  [CriticalityLevel.Breaking]: "breaking",
  [CriticalityLevel.Dangerous]: "dangerous",
  [CriticalityLevel.NonBreaking]: "harmless",
};

const said: Readonly<Record<"breaking" | "dangerous" | "harmless", Bilingual>> = {
  breaking: { ja: "✗ 壊す変更", en: "✗ breaking" },
  dangerous: { ja: "! 注意", en: "! dangerous" },
  harmless: { ja: "・影響なし", en: "· harmless" },
};

function printChanges({ print, say }: Terminal, changes: readonly ReturnType<typeof factsOf>[]): void {
  for (const { level, coordinate, message } of changes) print(`${say(said[level])}  ${coordinate}  ${message}`);
  if (changes.length === 0) print(say({ ja: "違いはありません。", en: "They are the same." }));
}
