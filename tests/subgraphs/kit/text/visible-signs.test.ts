import { describe, expect, test } from "@jest/globals";
import { toVisible, toVisibleJson } from "#kit/text/visible-signs.ts";

const page = "../../../../gateway/console/browser/visible-signs.js";
const { toVisible: toVisibleInPages }: { toVisible(text: string): string } = await import(page);

/** What no terminal may be sent of others' text: C0, DEL and C1, directions, separators. */
const steers = (text: string) =>
  [...text].some((sign) => {
    const code = sign.codePointAt(0) ?? 0;
    const within = (first: number, last: number) => first <= code && code <= last;
    return (
      [0x61c, 0x200e, 0x200f].includes(code) ||
      [
        [0, 0x1f],
        [0x7f, 0x9f],
        [0x2028, 0x202e],
        [0x2066, 0x2069],
      ].some(([first = 0, last = 0]) => within(first, last))
    );
  });
const everySign = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code));

describe("text that others wrote", () => {
  test("is shown without any sign that steers a terminal, whichever it is", () => {
    expect(everySign.filter((sign) => steers(toVisible(sign)))).toEqual([]);
  });

  test.each([
    ["a line that was made up", "x\n3  2026-12-01  published  operator", "x\\u{a}3  2026-12-01  published  operator"],
    ["an erased screen", "\u001b[2J", "\\u{1b}[2J"],
    ["an erased screen in one sign", "\u009b2J", "\\u{9b}2J"],
    ["a turned direction", "a\u202eb", "a\\u{202e}b"],
    ["a word within a word", "pay\u200broll", "pay\\u{200b}roll"],
    ["a tag", "\u{e0041}", "\\u{e0041}"],
    ["half a sign", "\ud800", "\\u{d800}"],
  ])("shows %s by number", (_, text, shown) => {
    expect(toVisible(text)).toBe(shown);
  });

  test.each(["葛\u{e0100}城市", "人活ハブ ①㈱", "🏔️", "Ärger café"])("leaves %s as it is", (text) => {
    expect(toVisible(text)).toBe(text);
  });

  test("says the same in JSON, with such signs in JSON's own writing", () => {
    const value = { text: everySign.join("") };

    const json = toVisibleJson(JSON.stringify(value, null, 2));

    expect(JSON.parse(json)).toEqual(value);
    expect(json.split("\n").filter((line) => steers(line))).toEqual([]);
  });

  test("is shown in pages as on a terminal, but for line breaks and tabs, which steer nothing there", () => {
    const differing = everySign.filter((sign) => toVisible(sign) !== toVisibleInPages(sign));

    expect(differing).toEqual(["\t", "\n", "\r"]);
  });
});
