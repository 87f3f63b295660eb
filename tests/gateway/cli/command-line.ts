/** Runs `jinkatsu` as a process of its own, on a data folder of the test's. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { Settings } from "#kit/settings.ts";

export const program = path.resolve(import.meta.dirname, "../../../gateway/cli/jinkatsu.mjs");

type Place = Pick<Settings, "dataFolder" | "databaseUrl">;

export interface Finished {
  readonly code: number | null;
  readonly output: string;
  readonly notes: string;
}

export async function jinkatsu(
  settings: Place,
  args: readonly string[],
  env: Readonly<Record<string, string>> = { LANG: "en_US.UTF-8" },
): Promise<Finished> {
  const child = spawn(process.execPath, [program, ...args], { env: { ...environmentOf(settings), ...env } });
  child.stdin.end();
  const [output, notes] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: child.exitCode, output, notes };
}

export function environmentOf({ dataFolder, databaseUrl = "" }: Place): Readonly<Record<string, string>> {
  const { PATH = "", NODE_COMPILE_CACHE = "" } = process.env;
  return { PATH, NODE_COMPILE_CACHE, JINKATSU_DATA: dataFolder, JINKATSU_DATABASE_URL: databaseUrl };
}
