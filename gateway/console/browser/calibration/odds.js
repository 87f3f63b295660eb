/** What bits say by themselves, read as odds: the weight before anybody has judged. */

/** @param {number} bits */
export function oddsOf(bits) {
  return 1 / (1 + 2 ** -bits);
}
