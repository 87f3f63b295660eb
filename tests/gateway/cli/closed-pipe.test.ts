/** The command line in a pipe whose other end reads no further. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "@jest/globals";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { environmentOf, program } from "./command-line.ts";

test("a command whose reader has read enough ends as it would have, without a word of it", async () => {
  const settings = { dataFolder: temporaryFolder(), databaseUrl: undefined };
  const child = spawn(process.execPath, [program, "import", "welfare", "--columns"], { env: environmentOf(settings) });
  child.stdout.destroy();

  const [notes] = await Promise.all([text(child.stderr), once(child, "close")]);

  expect([child.exitCode, notes]).toEqual([0, ""]);
}, 400_000);
