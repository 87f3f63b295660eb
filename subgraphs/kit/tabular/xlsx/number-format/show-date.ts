/** The day or time that a cell shows; of a date that is shown in part nobody sees which day is meant. */
import { ERAS } from "../../../values/eras.ts";
import { formatExcelDate } from "../excel-date.ts";
import type { Section, Token } from "./parse-format.ts";

export function isDateFormat(sections: readonly Section[]): boolean {
  const kinds = (sections[0]?.tokens ?? []).map(({ kind }) => kind);
  return kinds.includes("date") && !kinds.includes("elapsed");
}

/** ISO text; undefined outside Excel's calendar, and where only a part of the day is shown. A year alone stays as it is shown. */
export function showDate(sections: readonly Section[], serial: number, from1904: boolean): string | undefined {
  const tokens = sections[0]?.tokens ?? [];
  const letters = new Set(tokens.flatMap((token) => (token.kind === "date" ? [...token.text] : [])));
  const has = (...wanted: string[]) => wanted.some((letter) => letters.has(letter));
  const moment = formatExcelDate(serial, from1904);
  if (moment === undefined) return undefined;
  const [date = "", time = ""] = moment.includes("-") ? moment.split(" ") : ["", moment];
  if (!has("y", "e", "d", "g")) return has("h", "s") ? time || "00:00:00" : undefined;
  if (date === "") return time;
  if (has("y", "e") && has("d")) return has("h", "s") && time !== "" ? `${date} ${time}` : date;
  return has("d", "m", "h") ? undefined : showYear(tokens, date);
}

function showYear(tokens: readonly Token[], date: string): string {
  const era = ERAS.find(({ from }) => from <= date);
  const year = Number(date.slice(0, 4));
  const inEra = era === undefined ? year : year - era.firstYear + 1;
  const shown = (text: string) => {
    if (text.startsWith("g")) return text.length > 2 ? (era?.name ?? "") : (era?.letter ?? "");
    return text.startsWith("e") ? String(inEra) : String(year);
  };
  // An era and its year may stand in one piece, as in ggge.
  const pieces = (text: string) => text.match(/g+|e+|y+/g) ?? [];
  return tokens
    .map((token) => {
      if (token.kind === "date") return pieces(token.text).map(shown).join("");
      return token.kind === "literal" ? token.text : "";
    })
    .join("");
}
