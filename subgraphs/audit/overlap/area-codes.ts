/** JIS codes of areas: two digits a prefecture, five a municipality in it; the empty code is the nation. */

export const nation = "";

/** The smallest area that holds all areas of a record; not stated is anywhere. */
export function commonArea(codes: readonly string[] | undefined): string {
  const [first = nation, ...others] = codes ?? [];
  if (others.every((code) => code === first)) return first;
  const prefecture = prefectureOf(first);
  return others.every((code) => code.startsWith(prefecture)) ? prefecture : nation;
}

export function prefectureOf(code: string): string {
  return code.slice(0, 2);
}
