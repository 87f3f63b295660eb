/** The clock of the machine that the hub and its commands run on, as this soak sets it. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface Clock {
  /** For the environment of a process. */
  readonly environment: Readonly<Record<string, string>>;
  readonly shiftMs: number;
  now(): number;
  set(shiftMs: number): void;
  /** Resolves when the process has the time of the clock. */
  reached(pid: number): Promise<void>;
}

export function createClock(folder: string): Clock {
  const file = path.join(folder, "clock");
  let shiftMs = 0;
  const write = () => {
    writeFileSync(`${file}.new`, String(shiftMs));
    renameSync(`${file}.new`, file);
  };
  write();
  return {
    environment: {
      SOAK_CLOCK: file,
      NODE_OPTIONS: `--import ${path.join(import.meta.dirname, "shifted-clock.ts")}`,
    },
    get shiftMs() {
      return shiftMs;
    },
    now: () => Date.now() + shiftMs,
    set(shift) {
      shiftMs = shift;
      write();
    },
    async reached(pid) {
      const said = `${file}.${pid}`;
      const isThere = () => existsSync(said) && Number(readFileSync(said, "utf8")) === shiftMs;
      while (!isThere()) await sleep(10);
    },
  };
}
