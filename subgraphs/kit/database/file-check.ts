/** Reads a SQLite file through, beside the thread that serves: what nobody asks for may be damaged as well. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { createLock } from "./lock.ts";
import { isDamageCode } from "./sqlite-faults.ts";

export interface FileCheck {
  /** Resolves when the file was read through once; later it is read again in between, as a small part of the time. */
  look(): Promise<void>;
}

/** A file is read again after so many times what reading it took. It is a pace and no verdict. */
const pauses = 100;
const leastPauseMs = 300_000;

/** One file of a process at a time. */
const reading = createLock();

/** @param onDamage is told what SQLite says of the file */
export function createFileCheck(file: string, onDamage: (reason: string) => void): FileCheck {
  let first: Promise<void> | undefined;
  let nextAt = 0;
  let isReading = false;
  const read = async () => {
    isReading = true;
    const began = performance.now();
    const reason = await reading.hold(() => damageIn(file)).catch(() => undefined);
    if (reason !== undefined) onDamage(reason);
    nextAt = performance.now() + Math.max(leastPauseMs, (performance.now() - began) * pauses);
    isReading = false;
  };
  return {
    look() {
      first ??= read();
      if (!isReading && performance.now() >= nextAt) void read();
      return first;
    },
  };
}

/** Undefined where nothing is wrong, and where it could not be read for another reason. */
async function damageIn(file: string): Promise<string | undefined> {
  const worker = new Worker(new URL("./file-check-worker.ts", import.meta.url), { workerData: file });
  try {
    const [said]: string[] = await once(worker, "message");
    if (said === "ok" || said === undefined) return undefined;
    return !said.startsWith("SQLITE_") || isDamageCode(said) ? said : undefined;
  } finally {
    await worker.terminate();
  }
}
