/** Excel's day numbers as ISO text. */

const DAY_MS = 86_400_000;
const FIRST_OF_1900 = Date.UTC(1899, 11, 31);
const FIRST_OF_1904 = Date.UTC(1904, 0, 1);
const LAST_DAY = 2_958_465;

/** Whole days → YYYY-MM-DD, below one day → hh:mm:ss, else both; undefined outside Excel's calendar (1900 to 9999). */
export function formatExcelDate(serial: number, from1904: boolean): string | undefined {
  const seconds = Math.round(serial * 86_400);
  const day = Math.floor(seconds / 86_400);
  if (!(serial >= 0) || day > LAST_DAY) return undefined;
  const time = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19);
  if (day === 0 && !from1904) return time;
  const date = from1904 ? isoDay(FIRST_OF_1904, day) : dayFrom1900(day);
  return seconds % 86_400 === 0 ? date : `${date} ${time}`;
}

// Excel believes, as Lotus 1-2-3 did, that 1900 was a leap year: number 60 is a day that never was, and all later ones are off by one.
function dayFrom1900(day: number): string {
  if (day === 60) return "1900-02-29";
  return isoDay(FIRST_OF_1900, day < 60 ? day : day - 1);
}

function isoDay(start: number, days: number): string {
  return new Date(start + days * DAY_MS).toISOString().slice(0, 10);
}
