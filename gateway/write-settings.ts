/** Writes the pages of settings (`npm run generate`); a test proves that what is committed is current. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Bilingual } from "#kit/errors.ts";
import { fileSetting, type Setting } from "#kit/setting.ts";
import { settings } from "./config.ts";

type Language = keyof Bilingual;

export const settingsPages: Readonly<Record<Language, string>> = {
  en: path.join(import.meta.dirname, "SETTINGS.md"),
  ja: path.join(import.meta.dirname, "SETTINGS.ja.md"),
};

const headings: Readonly<Record<Language, string>> = {
  en: "| Setting | Default | What it is for |",
  ja: "| 設定 | 既定 | 意味 |",
};

export function settingsTable(language: Language): string {
  const rows = Object.values(settings).map(
    ({ name, standard, about, isSecret }: Setting<unknown>) =>
      `| \`${name}\`${isSecret ? ` (\`${fileSetting(name)}\`)` : ""} | ${standard === "" ? "" : `\`${standard}\``} | ${about[language]} |`,
  );
  return [headings[language], "|---|---|---|", ...rows].join("\n");
}

const place = /(<!-- settings -->\n).*?(<!-- \/settings -->)/s;

/** The text with the table in its place. @throws TypeError where there is no place for it */
export function withSettings(text: string, language: Language): string {
  if (!place.test(text)) throw new TypeError("<!-- settings --> and <!-- /settings --> are missing");
  return text.replace(place, (_, start: string, end: string) => `${start}\n${settingsTable(language)}\n\n${end}`);
}

function write(language: Language): void {
  const file = settingsPages[language];
  if (existsSync(file)) writeFileSync(file, withSettings(readFileSync(file, "utf8"), language));
}

if (import.meta.main) {
  write("en");
  write("ja");
}
