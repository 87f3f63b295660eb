/** Web addresses that may be shown as a link. */
import { accept, type Parsed, refuse } from "./outcome.ts";
import { parseText } from "./parse-text.ts";
import { shorten } from "./shorten.ts";

const MAX_CHARACTERS = 2048;

/** http and https only, at most 2,048 characters, no blanks, no user name or password; the address stays as it was written. */
export function parseUrl(text: string): Parsed<string> {
  const written = parseText(text);
  if (!written.ok) return written;
  const address = written.value;
  if (address.length > MAX_CHARACTERS) {
    return refuse(
      "URL_TOO_LONG",
      `URLが長すぎます(${address.length}文字):「${shorten(address)}」。2,048文字以内で入力してください。`,
      `The address has ${address.length} characters: "${shorten(address)}". The limit is 2,048.`,
    );
  }
  return isWebAddress(address) ? accept(address) : refuseFormat(text);
}

/** Where something stands: a web address, or a document by its name. What a browser would take for any other address is neither. */
export function parseLocation(text: string): Parsed<string> {
  const written = parseText(text);
  if (!written.ok) return written;
  const isAddress = URL.canParse(written.value) || /^https?:/iu.test(written.value);
  return isAddress ? parseUrl(text) : written;
}

function isWebAddress(address: string): boolean {
  const url = /\s/u.test(address) ? null : URL.parse(address);
  return url !== null && /^https?:\/\//iu.test(address) && url.username === "" && url.password === "";
}

function refuseFormat(text: string): Parsed<never> {
  return refuse(
    "URL_FORMAT",
    `URLとして使えません:「${shorten(text)}」。http:// または https:// で始まる公開アドレスを入力してください。`,
    `Not a usable web address: "${shorten(text)}". Write a public address that starts with http:// or https://.`,
  );
}
