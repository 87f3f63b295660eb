import { describe, expect, test } from "@jest/globals";
import { isCorporateNumber, parseCorporateNumber } from "../../../../subgraphs/kit/values/corporate-number.ts";
import { parseAreaCode } from "../../../../subgraphs/kit/values/parse-area-code.ts";
import { parseUrl } from "../../../../subgraphs/kit/values/parse-url.ts";

describe("A corporate number", () => {
  test("has a first digit that checks the other twelve (the National Tax Agency's own: 7000012050002)", () => {
    expect(isCorporateNumber("7000012050002")).toBe(true);
    expect(isCorporateNumber("8000012050002")).toBe(false);
    expect(isCorporateNumber("7000012050020")).toBe(false);
    expect(isCorporateNumber("700001205000")).toBe(false);
  });

  test("is read with full-width digits and hyphens, and refused with a reason", () => {
    expect(parseCorporateNumber("７-0000-1205-0002")).toEqual({ ok: true, value: "7000012050002" });
    expect(parseCorporateNumber("1234567890123")).toMatchObject({ reason: { code: "CORPORATE_NUMBER_INVALID" } });
  });
});

describe("An area code", () => {
  test.each([
    ["16", "16"],
    ["16201", "16201"],
    ["162019", "16201"],
    ["１６２０１９", "16201"],
    ["011002", "01100"],
    ["131016", "13101"],
  ])("is read from %s", (text, code) => {
    expect(parseAreaCode(text)).toEqual({ ok: true, value: code });
  });

  test.each([
    ["162018", "AREA_CODE_CHECK_DIGIT"],
    ["48", "AREA_CODE_PREFECTURE"],
    ["00", "AREA_CODE_PREFECTURE"],
    ["1202", "AREA_CODE_FORMAT"],
    ["富山市", "AREA_CODE_FORMAT"],
  ])("is refused for %s with %s", (text, code) => {
    expect(parseAreaCode(text)).toMatchObject({ ok: false, reason: { code } });
  });
});

describe("A web address", () => {
  test("is http or https and stays as it was written", () => {
    expect(parseUrl("　https://www.pref.toyama.jp/事業?a=1 ")).toEqual({
      ok: true,
      value: "https://www.pref.toyama.jp/事業?a=1",
    });
  });

  test.each([
    "javascript:alert(1)",
    "ftp://example.jp",
    "https://",
    "https://user:pass@example.jp",
    "https:example.jp",
    "a b",
  ])("is not %s", (text) => {
    expect(parseUrl(text)).toMatchObject({ ok: false, reason: { code: "URL_FORMAT" } });
  });

  test("has at most 2,048 characters", () => {
    const start = "https://example.jp/";

    expect(parseUrl(start.padEnd(2048, "a")).ok).toBe(true);
    expect(parseUrl(start.padEnd(2049, "a"))).toMatchObject({ reason: { code: "URL_TOO_LONG" } });
  });
});
