/**
 * Makes signs visible that steer a terminal, turn the direction of what follows or show nothing: in text that others wrote they
 * could say something else than what is stored. Variation selectors stay: names are written with them (葛󠄀).
 */
const unseen = /(?!\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** One line: a line break is such a sign too, since it could begin a line that reads as ours. */
export function toVisible(text: string): string {
  return text.replace(unseen, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A text of several lines, which may be others'. */
export function toVisibleLines(text: string): string {
  return text.split("\n").map(toVisible).join("\n");
}

/** JSON that says the same with those signs written as JSON's own escapes; its line breaks and indentation stay. */
export function toVisibleJson(json: string): string {
  return json.replace(unseen, (sign) => (sign === "\n" ? sign : unitsOf(sign)));
}

function unitsOf(sign: string): string {
  return [...Array(sign.length).keys()]
    .map((index) => `\\u${sign.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");
}
