/** Structured logs: JSON lines on standard error. Never variables, tokens, bodies or addresses of persons. */
import pino, { type Logger } from "pino";
import type { LogLevel } from "../config.ts";

export type Log = Logger;

export function createLog(level: LogLevel): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  );
}
