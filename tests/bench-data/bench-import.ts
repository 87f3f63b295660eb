/**
 * How fast tables are imported (`npm run bench:import [rows]`), beside the same rows written by bare prepared INSERTs in the same run.
 * MariaDB is measured where JINKATSU_BENCH_DATABASE_URL names a server; its schemas are dropped afterwards.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createConnection } from "mysql2/promise";
import { writeCsv } from "#kit/tabular/write-csv.ts";
import { benchHeadings, benchRows } from "./measure-rows.ts";
import { writePlainly } from "./write-plainly.ts";
import { writeBenchWorkbook } from "./write-workbook.ts";

const rows = Number(process.argv[2] ?? 50_000);
const folder = mkdtempSync(path.join(tmpdir(), "jinkatsu-bench-"));
const csv = path.join(folder, "measures.csv");
const xlsx = path.join(folder, "measures.xlsx");
const server = process.env["JINKATSU_BENCH_DATABASE_URL"];

await writeCsv(csv, benchHeadings, benchRows(rows));
await writeBenchWorkbook(xlsx, benchHeadings, benchRows(rows));
await measure("SQLite, CSV", csv, undefined);
await measure("SQLite, XLSX", xlsx, undefined);
if (server) await measure("MySQL/MariaDB, CSV", csv, server);
rmSync(folder, { recursive: true });

async function measure(name: string, file: string, url: string | undefined): Promise<void> {
  const dataFolder = mkdtempSync(path.join(folder, "data-"));
  const databaseUrl = url === undefined ? undefined : new URL(`/jkbench_${process.pid}`, url).href;
  const { seconds, megabytes } = await importOnce(file, { dataFolder, databaseUrl });
  print(`${name}: import`, seconds, `, peak RSS ${megabytes.toFixed(0)} MB`);
  print(`${name}: bare INSERTs`, await writePlainly({ dataFolder, databaseUrl }), "");
  if (databaseUrl !== undefined) await dropSchemas(databaseUrl);
}

async function importOnce(
  file: string,
  { dataFolder, databaseUrl = "" }: { readonly dataFolder: string; readonly databaseUrl: string | undefined },
) {
  const report = path.join(folder, "time.txt");
  const program = path.resolve(import.meta.dirname, "../../gateway/cli/jinkatsu.mjs");
  const started = performance.now();
  const child = spawn(
    "/usr/bin/time",
    ["-f", "%M", "-o", report, process.execPath, program, "import", "welfare", file],
    {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, JINKATSU_DATA: dataFolder, JINKATSU_DATABASE_URL: databaseUrl },
    },
  );
  await once(child, "close");
  if (child.exitCode !== 0) throw new Error(`the import ended with ${child.exitCode}`);
  // GNU time says the largest of the process and its children, in KiB.
  const kibibytes = Number(readFileSync(report, "utf8").trim());
  return { seconds: (performance.now() - started) / 1000, megabytes: (kibibytes * 1024) / 1e6 };
}

async function dropSchemas(url: string): Promise<void> {
  const connection = await createConnection(new URL("/", url).href);
  const prefix = new URL(url).pathname.slice(1);
  for (const name of [`${prefix}_welfare`, `${prefix}_plain`]) {
    await connection.query(`DROP DATABASE IF EXISTS \`${name}\``);
  }
  await connection.end();
}

function print(name: string, seconds: number, more: string): void {
  console.log(`${name}: ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s${more}`);
}
