/** The Japanese eras with their exact first and last days, and how to find one by name. */

export interface Era {
  readonly name: string;
  readonly letter: string;
  /** The western year that is year 1 (元年) of the era. */
  readonly firstYear: number;
  /** First and last day, ISO dates, both included; the last day of the present era is not known. */
  readonly from: string;
  readonly to: string | undefined;
}

// Meiji starts here at 明治6年: until 明治5年12月2日 dates followed the lunisolar calendar, and converting them by subtraction would invent a day.
// The day of a change belongs to the new era, as the imperial edicts of 1912 and 1926 say ("以後ヲ改メテ").
export const ERAS: readonly Era[] = [
  { name: "令和", letter: "R", firstYear: 2019, from: "2019-05-01", to: undefined },
  { name: "平成", letter: "H", firstYear: 1989, from: "1989-01-08", to: "2019-04-30" },
  { name: "昭和", letter: "S", firstYear: 1926, from: "1926-12-25", to: "1989-01-07" },
  { name: "大正", letter: "T", firstYear: 1912, from: "1912-07-30", to: "1926-12-24" },
  { name: "明治", letter: "M", firstYear: 1868, from: "1873-01-01", to: "1912-07-29" },
];

export const ERA_PATTERN = "令和|平成|昭和|大正|明治|[RHSTM]";

/** By full name or by its Latin letter, whichever case. */
export function findEra(name: string): Era | undefined {
  return ERAS.find((era) => era.name === name || era.letter === name.toUpperCase());
}

/** 元 or digits → the western year. */
export function westernYear(era: Era, year: string): number {
  return era.firstYear + (year === "元" ? 1 : Number(year)) - 1;
}

/** ISO date → 令和8年（2026年）4月1日, in the era of that day; the date itself before 明治6年. */
export function toEraDate(date: string): string {
  const era = ERAS.find(({ from }) => from <= date);
  return era === undefined ? date : formatInEra(era, date).replace("年", `年（${date.slice(0, 4)}年）`);
}

/** ISO date → 令和8年4月1日, for messages. */
export function formatInEra(era: Era, date: string): string {
  const year = Number(date.slice(0, 4)) - era.firstYear + 1;
  return `${era.name}${year === 1 ? "元" : year}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
}
