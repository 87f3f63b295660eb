/** The gateway's settings; the only file of the gateway that reads the environment. */
import { type Environment, oneOf, readSetting, type Setting } from "#kit/setting.ts";
import { settings as commonSettings, readSettings, type Settings } from "#kit/settings.ts";

export interface Config extends Settings {
  /** `hub` is our own engine, `apollo` the plain @apollo/gateway that it is measured and tested against. */
  readonly engine: Engine;
  /** How much is logged, on standard error as JSON lines. */
  readonly logLevel: LogLevel;
}

const engines = ["hub", "apollo"] as const;
const logLevels = ["silent", "error", "warn", "info"] as const;

export type Engine = (typeof engines)[number];
export type LogLevel = (typeof logLevels)[number];

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
} satisfies Readonly<Record<string, Setting<unknown>>>;

/** @throws HubError SETTING_INVALID naming the setting and what it takes */
export function readConfig(env: Environment = process.env): Config {
  return {
    ...readSettings(env),
    engine: readSetting(settings.engine, env),
    logLevel: readSetting(settings.logLevel, env),
  };
}
