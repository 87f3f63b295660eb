/** The two languages of a description: "日本語の文。続き。 An English sentence." */

/** Japanese up to the first 。, which is the short name of a field or a value. */
export function japanesePhrase(description: string | null | undefined): string | undefined {
  const [phrase, rest] = splitOnce(description ?? "", "。");
  return rest === undefined ? undefined : phrase.trim();
}

/** English after the last 。, without its full stop. */
export function englishSentence(description: string | null | undefined): string | undefined {
  const text = description ?? "";
  const end = text.lastIndexOf("。");
  const sentence = text
    .slice(end + 1)
    .trim()
    .replace(/\.$/, "");
  return end === -1 || sentence === "" ? undefined : sentence;
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
