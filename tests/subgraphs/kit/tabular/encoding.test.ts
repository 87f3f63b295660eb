import { isUtf8 } from "node:buffer";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import iconv from "iconv-lite";
import { createCp932Check } from "../../../../subgraphs/kit/tabular/cp932-check.ts";
import { createEucJpCheck } from "../../../../subgraphs/kit/tabular/euc-jp-check.ts";
import { createUtf8Check, type EncodingCheck } from "../../../../subgraphs/kit/tabular/utf8-check.ts";

function check(encoding: EncodingCheck, ...chunks: Uint8Array[]): number | undefined {
  for (const chunk of chunks) encoding.push(chunk);
  return encoding.end();
}

describe("The check for UTF-8", () => {
  test("agrees with Node about any bytes, wherever they are cut into chunks", () => {
    const bytes = fc.array(fc.oneof(fc.constantFrom(0xe3, 0x81, 0x82, 0xed, 0xa0, 0xf0, 0x9f, 0xc2), fc.nat(255)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(bytes, fc.nat(12), (list, cut) => {
        const whole = Uint8Array.from(list);
        expect(check(createUtf8Check(), whole.subarray(0, cut), whole.subarray(cut)) === undefined).toBe(isUtf8(whole));
      }),
      { numRuns: 2000 },
    );
  });

  test("names the first byte of the first character that is not UTF-8", () => {
    expect(check(createUtf8Check(), Buffer.from("富a"), Buffer.from([0xe3, 0x81]))).toBe(4);
  });
});

describe("The check for CP932", () => {
  test("accepts what Windows writes, in any chunks", () => {
    const bytes = iconv.encode("富山ﾄﾔﾏ①㈱髙﨑～", "cp932");

    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(check(createCp932Check(), bytes.subarray(0, cut), bytes.subarray(cut))).toBeUndefined();
    }
  });

  test.each([
    ["a byte that starts nothing", [0x61, 0xff], 1],
    ["half a character at the end", [0x61, 0x95], 1],
    ["a pair to which no character belongs", [0x61, 0x82, 0x40], 1],
  ])("names the place of %s", (_, bytes, offset) => {
    expect(check(createCp932Check(), Uint8Array.from(bytes))).toBe(offset);
  });
});

describe("The check for EUC-JP", () => {
  const meantAsEucJp = (bytes: Buffer) => {
    const eucJp = createEucJpCheck();
    return check(eucJp, bytes) === undefined && eucJp.proofs() > 0;
  };

  test.each(["code,事業名\nA,介護の研修", "見出し", "高齢者"])("finds %s written in it", (text) => {
    expect(meantAsEucJp(iconv.encode(text, "eucjp"))).toBe(true);
  });

  test.each(["code,事業名\nA,介護の研修", "ｶｲｺﾞ,ｹﾝｼｭｳ", "ﾄﾔﾏ", "plain"])("leaves CP932 alone: %s", (text) => {
    expect(meantAsEucJp(iconv.encode(text, "cp932"))).toBe(false);
  });
});
