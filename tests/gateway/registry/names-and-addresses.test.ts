import { describe, expect, test } from "@jest/globals";
import { urlFindings } from "../../../gateway/registry/check/check-url.ts";
import { check, codesOf } from "./proposals.ts";

const sdl = "type Query { a: Int }";

describe("the name of a subgraph", () => {
  test.each([
    "",
    "../towns",
    "a/b",
    "a\u0000b",
    "a\nb",
    "Towns",
    "1st",
    "-a",
    "町",
    "a".repeat(64),
    "a b",
    "__proto__",
  ])("is refused as %j", async (name) => {
    expect(codesOf(await check(name, sdl, { url: "http://localhost/" }))).toEqual(["NAME_INVALID"]);
  });

  test.each(["hub", "registry", "graphql"])("is not the hub's own: %s", async (name) => {
    expect(codesOf(await check(name, sdl))).toEqual(["NAME_RESERVED"]);
  });

  test("shows no control characters where it is refused", async () => {
    const { results } = await check("a\u001b[2J\u202e", sdl, { url: "http://localhost/" });

    expect(JSON.stringify(results)).toContain("\\\\u202e");
    expect(JSON.stringify(results)).not.toContain("\u202e");
  });
});

describe("the address of a subgraph", () => {
  const allowed = ["localhost", "10.0.0.8:4001", "*.pref.example.jp"];
  const codes = (url: string) => urlFindings(url, allowed).map(({ code }) => code);

  test.each([
    "http://localhost/graphql",
    "https://localhost:9000/",
    "http://10.0.0.8:4001/graphql",
    "https://welfare.pref.example.jp/graphql",
  ])("is taken as %s", (url) => {
    expect(codes(url)).toEqual([]);
  });

  test.each([
    ["file:///etc/passwd", "URL_SCHEME"],
    ["javascript:alert(1)", "URL_SCHEME"],
    ["ftp://localhost/", "URL_SCHEME"],
    ["http://169.254.169.254/latest/meta-data", "URL_HOST"],
    ["http://[::ffff:169.254.169.254]/", "URL_HOST"],
    ["http://2852039166/", "URL_HOST"],
    ["http://0x7f.1/", "URL_HOST"],
    ["http://10.0.0.8:22/", "URL_HOST"],
    ["http://pref.example.jp.evil.example/", "URL_HOST"],
    ["http://.pref.example.jp/", "URL_HOST"],
    ["http://localhost@evil.example/", "URL_SECRET"],
    ["http://user:secret@localhost/", "URL_SECRET"],
    ["http://localhost\\@evil.example/", "URL_INVALID"],
    ["http://local\nhost/", "URL_INVALID"],
    ["http://localhost/#part", "URL_INVALID"],
    ["http://ｌocalhost/", "URL_INVALID"],
    ["//localhost/", "URL_INVALID"],
    ["", "URL_INVALID"],
  ])("is refused as %j", (url, code) => {
    expect(codes(url)).toEqual([code]);
  });
});
