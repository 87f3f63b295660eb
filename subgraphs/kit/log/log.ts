/** Structured logs: JSON lines on standard error. Never variables, tokens, bodies or addresses of persons. */
import pino, { type Logger } from "pino";
import { type Environment, oneOf, readSetting, type Setting } from "../setting.ts";
import { toVisibleJson } from "../text/visible-signs.ts";

const levels = ["silent", "error", "warn", "info"] as const;

export type LogLevel = (typeof levels)[number];

export const logLevelSetting: Setting<LogLevel> = {
  name: "JINKATSU_LOG",
  standard: "info",
  about: {
    ja: "標準エラー出力に書く記録の細かさ。`silent`、`error`、`warn`、`info`",
    en: "How much is logged on standard error: `silent`, `error`, `warn` or `info`",
  },
  ...oneOf(levels),
};

export type Log = Logger;

/** @throws HubError SETTING_INVALID */
export function readLogLevel(env: Environment = process.env): LogLevel {
  return readSetting(logLevelSetting, env);
}

export function createLog(level: LogLevel): Log {
  const lines = pino.destination({ dest: 2, sync: false });
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    // Whoever reads it on a terminal is steered by nothing that others wrote.
    { write: (line: string) => void lines.write(toVisibleJson(line)) },
  );
}
