/** Calendar days as Japanese offices write them, as ISO dates; a day that never was is refused with the reason. */

import { toNfkc } from "../text/nfkc.ts";
import { ERA_PATTERN, type Era, findEra, formatInEra, westernYear } from "./eras.ts";
import { foldValue } from "./normalise-text.ts";
import { accept, type Parsed, refuse } from "./outcome.ts";
import { shorten } from "./shorten.ts";

const WESTERN = /^(\d{4})(?:年(\d{1,2})月(\d{1,2})日|([-/.])(\d{1,2})\4(\d{1,2}))$/u;
const IN_ERA = new RegExp(
  `^(${ERA_PATTERN})(元|\\d{1,2})(?:年(\\d{1,2})月(\\d{1,2})日|([-/.])(\\d{1,2})\\5(\\d{1,2}))$`,
  "iu",
);

const WEEKDAY = /\([日月火水木金土](?:曜日?)?\)$/u;

/** 2026-04-01, 2026/4/1, 20260401, 2026年4月1日, 令和8年4月1日（水）, R8.4.1, 2026/4/1 0:00 → "2026-04-01". */
export function parseDate(text: string): Parsed<string> {
  const folded = foldDay(text);
  const western = WESTERN.exec(folded);
  if (western !== null) return realDay(Number(western[1]), western[2] ?? western[5], western[3] ?? western[6], text);
  const inEra = IN_ERA.exec(folded);
  const era = findEra(inEra?.[1] ?? "");
  if (inEra === null || era === undefined) return refuseFormat(text);
  const day = realDay(westernYear(era, inEra[2] ?? ""), inEra[3] ?? inEra[6], inEra[4] ?? inEra[7], text);
  return day.ok ? withinEra(era, inEra[2] ?? "", day.value, text) : day;
}

/** The blank before a time is looked at first: without it, 1 0:00 would be 10:00. */
function foldDay(text: string): string {
  const day = toNfkc(text)
    .trim()
    .replace(/[\sT]0{1,2}:00(?::00(?:\.0+)?)?Z?$/u, "");
  const folded = foldValue(day).replace(WEEKDAY, "");
  return folded.replace(/^(\d{4})(\d{2})(\d{2})$/u, "$1-$2-$3");
}

// Date rolls 30 February over into March, so a day is real only if it comes back unchanged.
function realDay(year: number, month: string | undefined, day: string | undefined, text: string): Parsed<string> {
  const iso = `${String(year).padStart(4, "0")}-${(month ?? "").padStart(2, "0")}-${(day ?? "").padStart(2, "0")}`;
  const moment = new Date(`${iso}T00:00:00Z`);
  if (!Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso)) return accept(iso);
  return refuse(
    "DATE_IMPOSSIBLE",
    `この日付は存在しません:「${shorten(text)}」。暦にある日を入力してください。`,
    `This day does not exist: "${shorten(text)}". Write a day of the calendar.`,
  );
}

function withinEra(era: Era, year: string, date: string, text: string): Parsed<string> {
  const begun = date >= era.from && year !== "0" && year !== "00";
  if (begun && (era.to === undefined || date <= era.to)) return accept(date);
  if (!begun && era.name === "明治") return refuseOldCalendar(text);
  const ja = begun ? `${formatInEra(era, era.to ?? "")}まで` : `${formatInEra(era, era.from)}から`;
  const en = begun ? `ended on ${era.to}` : `began on ${era.from}`;
  return refuse(
    "DATE_OUTSIDE_ERA",
    `この日付は存在しません:「${shorten(text)}」。${era.name}は${ja}です。正しい元号か西暦で入力してください。`,
    `This day does not exist: "${shorten(text)}". The era ${era.name} ${en}. Write the right era or the western year.`,
  );
}

function refuseOldCalendar(text: string): Parsed<never> {
  return refuse(
    "DATE_OLD_CALENDAR",
    `明治5年以前は旧暦のため換算できません:「${shorten(text)}」。西暦で入力してください。`,
    `Dates before 明治6年1月1日 (1873-01-01) follow the lunar calendar and cannot be converted: "${shorten(text)}". Write the western date.`,
  );
}

function refuseFormat(text: string): Parsed<never> {
  return refuse(
    "DATE_FORMAT",
    `日付として読めません:「${shorten(text)}」。2026-04-01、2026年4月1日、令和8年4月1日 のいずれかの形で入力してください。`,
    `Not a date: "${shorten(text)}". Write it like 2026-04-01, 2026年4月1日 or 令和8年4月1日.`,
  );
}
