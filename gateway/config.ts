/** The gateway's settings; the only file of the gateway that reads the environment. */
import { errors } from "#kit/errors.ts";
import { readSettings, type Settings } from "#kit/settings.ts";

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

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws HubError SETTING_INVALID naming the setting and what it takes */
export function readConfig(env: Environment = process.env): Config {
  return {
    ...readSettings(env),
    engine: readChoice("JINKATSU_ENGINE", env["JINKATSU_ENGINE"] || "hub", engines),
    logLevel: readChoice("JINKATSU_LOG", env["JINKATSU_LOG"] || "info", logLevels),
  };
}

function readChoice<Choice extends string>(name: string, text: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  const list = choices.join(", ");
  throw errors.settingInvalid(name, { ja: `次のどれかを指定してください: ${list}`, en: `Use one of: ${list}.` });
}
