/** Of what a title says that it is a part: X in 「X（うちY）」, which its other parts say too. */
import { normaliseForTokens } from "./tokens.ts";

/** Normalised; undefined where the title names no whole. */
export function umbrellaOf(title: string): string | undefined {
  if (!title.includes("うち")) return undefined;
  return /^(.{5,}?)\s*\(うち/u.exec(normaliseForTokens(title))?.[1];
}
