/** How long a token counts at most, whatever it says. */
import type { Issuer } from "./issuers.ts";

/** How far clocks may differ, in seconds. */
export const leeway = 30;

/** How long a token counts after it was issued where its issuer may say no more, in seconds: a working day, and the night after. */
export const usualLifeSeconds = 24 * 3_600;

export type WithLife = Pick<Issuer, "longestLifeSeconds">;

export function lifeOf({ longestLifeSeconds = usualLifeSeconds }: WithLife): number {
  return longestLifeSeconds;
}
