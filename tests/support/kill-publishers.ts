/** Kills processes that publish, at moments of chance, and looks each time at what they leave behind. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Settings } from "#kit/settings.ts";
import { openRegistryDatabase } from "../../gateway/registry/store/open.ts";
import { compositionTable, documentTable } from "../../gateway/registry/store/tables.ts";
import { findVersions, readRevision } from "../../gateway/registry/store/versions.ts";
import { digestOf } from "../../gateway/supergraph/sealed-file.ts";

type Place = Pick<Settings, "dataFolder" | "databaseUrl">;

export interface Left {
  /** Of the last version that was acknowledged, and of the last that is there. */
  readonly acknowledged: number;
  readonly stored: number;
  /** What lies between an old version and a new one: there must be nothing. */
  readonly faults: readonly string[];
}

const root = path.resolve(import.meta.dirname, "../..");

export async function killOnce(place: Place, before: number): Promise<Left> {
  const env = {
    PATH: process.env["PATH"],
    JINKATSU_DATA: place.dataFolder,
    JINKATSU_DATABASE_URL: place.databaseUrl ?? "",
  };
  const child = spawn(process.execPath, ["tests/support/processes/publish-versions.ts"], { cwd: root, env });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const closed = once(child, "close");
  await once(child.stdout, "data");
  await sleep(Math.random() * 150);
  child.kill("SIGKILL");
  await closed;
  const whole = said.slice(0, said.lastIndexOf("\n"));
  return { acknowledged: Number(whole.split("\n").at(-1) ?? before), ...(await inspect(place)) };
}

async function inspect(place: Place): Promise<Omit<Left, "acknowledged">> {
  const database = await openRegistryDatabase(place);
  try {
    const versions = await findVersions(database.reader, "towns");
    const compositions = await database.reader.find(compositionTable.entity);
    const documents = await database.reader.find(documentTable.entity);
    const revision = await readRevision(database.reader);
    const stored = versions.length;
    const known = new Set(
      documents.filter(({ digest, text }) => digestOf(text) === digest).map(({ digest }) => digest),
    );
    const faults = [
      ...versions.filter(({ version }, index) => version !== stored - index).map(({ version }) => `gap at ${version}`),
      ...versions.filter(({ digest }) => !known.has(digest ?? "")).map(({ version }) => `no document of ${version}`),
      ...compositions
        .filter(({ digest, apiDigest }) => !known.has(digest) || !known.has(apiDigest))
        .map(({ parts }) => `no text of ${parts}`),
      ...(compositions.length === stored ? [] : [`${compositions.length} compositions of ${stored} versions`]),
      ...(documents.length === 3 * stored ? [] : [`${documents.length} documents of ${stored} versions`]),
      ...(revision === stored ? [] : [`revision ${revision} with ${stored} versions`]),
    ];
    return { stored, faults };
  } finally {
    await database.close();
  }
}
