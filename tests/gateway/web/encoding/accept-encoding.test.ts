import { describe, expect, test } from "@jest/globals";
import { chooseEncoding } from "../../../../gateway/web/encoding/accept-encoding.ts";

describe("the encoding of a long answer", () => {
  test.each([
    [undefined, "identity"],
    ["", "identity"],
    ["gzip", "gzip"],
    ["x-gzip", "gzip"],
    ["GZIP", "gzip"],
    ["gzip, br", "br"],
    ["gzip, deflate, br, zstd", "zstd"],
    ["gzip;q=1.0, br;q=0.9, zstd;q=0.5", "gzip"],
    ["gzip;q=0", "identity"],
    ["gzip;q=0.000, br", "br"],
    ["deflate", "identity"],
    ["*", "zstd"],
    ["*;q=0.5, gzip", "gzip"],
    ["zstd;q=0, *", "br"],
    ["identity", "identity"],
    ["identity;q=1, gzip;q=0.5", "identity"],
    ["identity;q=0.5, gzip;q=0.8", "gzip"],
    ["identity;q=0", undefined],
    ["*;q=0", undefined],
    ["*;q=0, gzip", "gzip"],
    ["identity;q=0, gzip;q=0", undefined],
    ["*;q=0, identity", "identity"],
    ["gzip;q=2", "identity"],
    ["gzip;q=-1", "identity"],
    ["gzip;q=abc", "identity"],
    ["gzip ; q=0.5 , br;q=0.4", "gzip"],
    [",,;q=1,gzip", "gzip"],
  ])("of a client that accepts %p is %p", (accepted, encoding) => {
    expect(chooseEncoding(accepted, { mayEncode: true, isLong: true })).toBe(encoding);
  });
});

describe("the encoding of an answer that is encoded once and sent many times", () => {
  test("is the one that saves most, where a client wants several alike", () => {
    expect(chooseEncoding("gzip, br, zstd", { mayEncode: true, isLong: true, isKept: true })).toBe("br");
    expect(chooseEncoding("gzip, br;q=0.5, zstd", { mayEncode: true, isLong: true, isKept: true })).toBe("zstd");
  });
});

describe("an answer that is short, or may not be encoded", () => {
  test.each([
    ["gzip, br", true, "identity"],
    ["identity;q=0, gzip", true, "gzip"],
    ["gzip, br", false, "identity"],
    ["identity;q=0, gzip", false, undefined],
  ])("to a client that accepts %p (may be encoded: %p) is sent as %p", (accepted, mayEncode, encoding) => {
    expect(chooseEncoding(accepted, { mayEncode, isLong: false })).toBe(encoding);
  });
});
