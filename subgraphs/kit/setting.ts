/** One setting of the environment: what it is for, what it takes, and what holds where it is not set. */
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
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws HubError SETTING_INVALID */
export function readSetting<Value>({ name, standard, parse, expected }: Setting<Value>, env: Environment): Value {
  const value = parse(env[name] || standard);
  if (value === undefined) throw errors.settingInvalid(name, expected);
  return value;
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
