/** A log that a test reads. */
import pino from "pino";
import type { Log } from "#kit/log/log.ts";

export interface KeptLines {
  readonly log: Log;
  /** All lines, or those that say this. */
  lines(message?: string): readonly Readonly<Record<string, unknown>>[];
}

export function keepLines(): KeptLines {
  const kept: Readonly<Record<string, unknown>>[] = [];
  return {
    log: pino({ level: "info" }, { write: (line) => void kept.push(JSON.parse(line)) }),
    lines: (message) => kept.filter(({ msg }) => message === undefined || msg === message),
  };
}
