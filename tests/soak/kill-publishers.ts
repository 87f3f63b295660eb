/** Kills a hundred publishers, on SQLite and, where it is given, on MySQL: `npm run soak:registry [mysql://…]`. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createConnection } from "mysql2/promise";
import { killOnce } from "../support/kill-publishers.ts";

const times = 100;
const dataFolder = mkdtempSync(path.join(tmpdir(), "kill-publishers-"));
const [server] = process.argv.slice(2);
const prefix = `jkkill_${process.pid}`;

try {
  await killAll("SQLite", undefined);
  if (server !== undefined) await killAll("MySQL", new URL(`/${prefix}`, server).href);
} finally {
  rmSync(dataFolder, { recursive: true, force: true });
  if (server !== undefined) await dropSchema(server);
}

async function killAll(name: string, databaseUrl: string | undefined): Promise<void> {
  let [stored, unacknowledged] = [0, 0];
  for (let time = 0; time < times; time++) {
    const left = await killOnce({ dataFolder, databaseUrl }, stored);
    const isLost = left.stored < left.acknowledged || left.stored > left.acknowledged + 1;
    if (left.faults.length > 0 || isLost) throw new Error(`${name}: ${JSON.stringify(left)}`);
    if (left.stored > left.acknowledged) unacknowledged += 1;
    stored = left.stored;
  }
  process.stdout.write(
    `${name}: ${times} killed among ${stored} versions; old or new each time, ${unacknowledged} times new and not yet told\n`,
  );
}

async function dropSchema(url: string): Promise<void> {
  const connection = await createConnection(url);
  await connection.query("DROP DATABASE IF EXISTS ??", [`${prefix}_registry`]);
  await connection.end();
}
