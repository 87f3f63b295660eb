/** Compatibility composition (NFKC), in time that grows with the text and not with its square. */

/** In characters: the square of so few is nothing. */
const short = 1_000;

/** Unicode's own bound for texts that are read as they come, the stream-safe format of UAX 15. */
const longestRun = /\p{M}{30}(?=\p{M})/gu;

const joiner = "\u034F";

/** Marks on one letter are put in order one by one, each past all others: thousands of them, which no language has, are parted by an invisible joiner. */
export function toNfkc(text: string): string {
  return (text.length < short ? text : text.replace(longestRun, `$&${joiner}`)).normalize("NFKC");
}
