/** Several entries in one cell. */

/**
 * Entries stand between ; ； 、 or line breaks. In a closed list a comma separates too, except where it is part of a
 * name that the list knows ("farm, forestry and fishery employers", 農業，林業): the longest known name wins. The dot of
 * 富山市・高岡市 separates only where each part is known, since it joins the words of one name as often.
 */
export function splitEntries(text: string, isKnown?: (entry: string) => boolean): readonly string[] {
  const parts = text.split(isKnown ? /[;；\r\n]/u : /[;；、\r\n]/u).map((part) => part.trim());
  const entries = isKnown ? parts.flatMap((part) => splitAtCommas(part, isKnown)) : parts;
  return entries.filter((entry) => entry !== "");
}

function splitAtCommas(part: string, isKnown: (entry: string) => boolean): readonly string[] {
  if (isKnown(part)) return [part];
  return splitAt(part, /([、,，])/u, isKnown).flatMap((entry) => splitAtDots(entry, isKnown));
}

function splitAtDots(entry: string, isKnown: (entry: string) => boolean): readonly string[] {
  const joined = isKnown(entry) ? [] : splitAt(entry, /([・／/\s])/u, isKnown);
  return joined.length > 1 && joined.every(isKnown) ? joined : [entry];
}

function splitAt(part: string, separator: RegExp, isKnown: (entry: string) => boolean): readonly string[] {
  // Separators stay at the odd places, so that a known name is put together as it was written.
  const pieces = part.split(separator);
  const entries: string[] = [];
  for (let start = 0; start < pieces.length; ) {
    const end = longestKnown(pieces, start, isKnown);
    entries.push(pieces.slice(start, end).join("").trim());
    start = end + 1;
  }
  return entries;
}

/** A name with its commas: no list knows one of more than eight, and a cell may have thousands. */
const mostPieces = 17;

function longestKnown(pieces: readonly string[], start: number, isKnown: (entry: string) => boolean): number {
  for (let end = Math.min(pieces.length, start + mostPieces); end > start + 1; end -= 2) {
    if (isKnown(pieces.slice(start, end).join("").trim())) return end;
  }
  return start + 1;
}
