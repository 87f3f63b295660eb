/** The gateway's settings; the only file of the gateway that reads the environment. */
import { type Environment, oneOf, readSetting, type Setting, wholeNumber } from "#kit/setting.ts";
import {
  settings as commonSettings,
  readSettings,
  readTracing,
  type Settings,
  tracingSettings,
} from "#kit/settings.ts";
import type { TracingSettings } from "#kit/tracing/tracer.ts";

export interface Config extends Settings, TracingSettings {
  /** `hub` is our own engine, `apollo` the plain @apollo/gateway that it is measured and tested against. */
  readonly engine: Engine;
  /** How much is logged, on standard error as JSON lines. */
  readonly logLevel: LogLevel;
  /** Who may read `/metrics`. */
  readonly metrics: MetricsAccess;
  /** How long it is kept which client used what, in days; 0 for not at all. */
  readonly usageDays: number;
  /** Processes that answer on the port. */
  readonly workers: number;
}

const engines = ["hub", "apollo"] as const;
const logLevels = ["silent", "error", "warn", "info"] as const;
const metricsAccesses = ["off", "loopback", "open"] as const;

export type Engine = (typeof engines)[number];
export type LogLevel = (typeof logLevels)[number];
export type MetricsAccess = (typeof metricsAccesses)[number];

/** All settings there are, in the order in which they are told to people. */
export const settings = {
  ...commonSettings,
  engine: {
    name: "JINKATSU_ENGINE",
    standard: "hub",
    about: {
      ja: "問い合わせを実行するもの。`hub` は自前、`apollo` は比べるための @apollo/gateway",
      en: "What executes queries: `hub` is our own, `apollo` is @apollo/gateway, to compare with",
    },
    ...oneOf(engines),
  },
  logLevel: {
    name: "JINKATSU_LOG",
    standard: "info",
    about: {
      ja: "標準エラー出力に書く記録の細かさ。`silent`、`error`、`warn`、`info`",
      en: "How much is logged on standard error: `silent`, `error`, `warn` or `info`",
    },
    ...oneOf(logLevels),
  },
  metrics: {
    name: "JINKATSU_METRICS",
    standard: "loopback",
    about: {
      ja: "`/metrics`（Prometheus 形式）をだれが読めるか。`loopback` はこのコンピューターから、`open` はだれでも、`off` は無し",
      en: "Who may read `/metrics` (Prometheus): `loopback` from this machine, `open` anybody, `off` nobody",
    },
    ...oneOf(metricsAccesses),
  },
  ...tracingSettings,
  usageDays: {
    name: "JINKATSU_USAGE_DAYS",
    standard: "400",
    about: {
      ja: "どのクライアントがスキーマのどこを使ったかを残す日数。0 なら残さない",
      en: "Days for which it is kept which client used what of the schema; 0 keeps nothing",
    },
    ...wholeNumber(0, 36_500),
  },
  workers: {
    name: "JINKATSU_WORKERS",
    standard: "1",
    about: {
      ja: "同じポートで答えるプロセスの数。2 以上は `npm run gateway` でだけ使える",
      en: "Processes that answer on the one port; more than 1 with `npm run gateway` only",
    },
    ...wholeNumber(1, 256),
  },
} satisfies Readonly<Record<string, Setting<unknown>>>;

/** @throws HubError SETTING_INVALID naming the setting and what it takes */
export function readConfig(env: Environment = process.env): Config {
  return {
    ...readSettings(env),
    ...readTracing(env),
    engine: readSetting(settings.engine, env),
    logLevel: readSetting(settings.logLevel, env),
    metrics: readSetting(settings.metrics, env),
    usageDays: readSetting(settings.usageDays, env),
    workers: readSetting(settings.workers, env),
  };
}
