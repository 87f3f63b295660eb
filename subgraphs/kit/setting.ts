/** One setting of the environment: what it is for, what it takes, and what holds where it is not set. */
import { readFileSync } from "node:fs";
import { errorCode } from "./database/error-code.ts";
import { type Bilingual, errors } from "./errors.ts";

export interface Setting<Value> {
  /** Name of the environment variable. */
  readonly name: string;
  /** What holds where it is not set, as it would be written; empty for none. */
  readonly standard: string;
  /** For the table of settings; Markdown in one line. */
  readonly about: Bilingual;
  /** Undefined for a text that the setting does not take. */
  readonly parse: (text: string) => Value | undefined;
  /** What it takes, as an instruction. */
  readonly expected: Bilingual;
  /** A secret may stand in a file that the setting of the same name and `_FILE` leads to: an environment is seen by more people. */
  readonly isSecret?: true;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws HubError SETTING_INVALID, SETTING_TWICE, SETTING_FILE_UNREADABLE */
export function readSetting<Value>(setting: Setting<Value>, env: Environment): Value {
  const { name, standard, parse, expected } = setting;
  const value = parse(writtenIn(setting, env) || standard);
  if (value === undefined) throw errors.settingInvalid(name, expected);
  return value;
}

/** Name of the setting that leads to the file of a secret. */
export function fileSetting(name: string): string {
  return `${name}_FILE`;
}

function writtenIn({ name, isSecret }: Setting<unknown>, env: Environment): string | undefined {
  const file = isSecret && env[fileSetting(name)];
  if (!file) return env[name];
  if (env[name]) throw errors.settingTwice(name, fileSetting(name));
  try {
    // Editors and `echo` end it with a line end.
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw errors.settingFileUnreadable(fileSetting(name), file, errorCode(error) ?? String(error));
  }
}

/** The parts of a setting that takes one of a few words. */
export function oneOf<Choice extends string>(choices: readonly Choice[]): Pick<Setting<Choice>, "parse" | "expected"> {
  const list = choices.join(", ");
  return {
    parse: (text) => choices.find((choice) => choice === text),
    expected: { ja: `次のどれかを指定してください: ${list}`, en: `Use one of: ${list}.` },
  };
}

/** The parts of a setting that takes a whole number. */
export function wholeNumber(least: number, most: number): Pick<Setting<number>, "parse" | "expected"> {
  return {
    parse: (text) =>
      /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined,
    expected: {
      ja: `${least} から ${most} までの整数を指定してください。`,
      en: `Use an integer from ${least} to ${most}.`,
    },
  };
}
