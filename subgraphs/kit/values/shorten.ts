/** Cuts a value for a message: a reason must stay one readable line, even for a cell of ten megabytes. */

const SHOWN_CHARACTERS = 40;

/** At most 40 characters and an ellipsis; never half a surrogate pair. */
export function shorten(text: string): string {
  const characters = Array.from(text.slice(0, SHOWN_CHARACTERS * 2 + 2));
  return characters.length > SHOWN_CHARACTERS ? `${characters.slice(0, SHOWN_CHARACTERS).join("")}…` : text;
}
