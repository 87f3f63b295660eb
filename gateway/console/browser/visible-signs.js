/** Text as the hub's own terminal shows it (`subgraphs/kit/text/visible-signs.ts`): signs that turn a direction or show nothing are shown by number. */

const unseen = /(?!\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Line breaks and tabs lie in a page as they are: they steer nothing there.
 * @param {string} text
 * @returns {string}
 */
export function toVisible(text) {
  return text.replace(unseen, (sign) =>
    /[\t\n\r]/.test(sign) ? sign : `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
