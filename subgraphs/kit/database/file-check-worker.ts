/** The thread that reads a SQLite file through, says what it found, and ends. */
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { errorCode } from "./error-code.ts";

interface Connection {
  prepare(sql: string): { all(): readonly { readonly quick_check: string }[] };
  close(): void;
}

type Open = new (file: string, options: { readonly readonly: boolean; readonly fileMustExist: boolean }) => Connection;

const Database: Open = createRequire(import.meta.url)("libsql");

parentPort?.postMessage(check(workerData));

function check(file: string): string {
  try {
    const connection = new Database(file, { readonly: true, fileMustExist: true });
    const [row] = connection.prepare("PRAGMA quick_check(1)").all();
    connection.close();
    return row?.quick_check ?? "ok";
  } catch (error) {
    return errorCode(error) ?? "SQLITE_ERROR";
  }
}
