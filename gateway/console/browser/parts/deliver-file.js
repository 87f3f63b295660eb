/** Hands a file to whoever looks at the page. */
import { element } from "../element.js";

/** @param {{ name: string, type: string, content: string | Uint8Array<ArrayBuffer> }} file */
export function deliverFile({ name, type, content }) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href: address, download: name }).click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
