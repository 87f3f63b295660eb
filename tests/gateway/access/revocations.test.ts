import { appendFileSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { createRevocations } from "../../../gateway/access/revocations.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const issuer = "https://id.example.jp";
const dayMs = 24 * 3_600_000;
const begin = Date.parse("2026-11-24T09:00:00Z");

interface Line {
  readonly issuer?: string;
  readonly tokenId?: string;
  readonly expiresAt?: string;
  readonly subject?: string;
  readonly issuedUntil?: string;
}

/** Whether tokens that were issued at the beginning are revoked, by a clock of its own. */
function openList(longestLifeSeconds?: number) {
  const folder = temporaryFolder();
  const file = path.join(folder, "revoked-tokens.jsonl");
  const clock = { now: begin };
  const isRevoked = createRevocations(
    { dataFolder: folder, issuers: [{ issuer, longestLifeSeconds }] },
    () => clock.now,
  );
  return {
    folder,
    file,
    clock,
    revoke(...lines: readonly Line[]) {
      appendFileSync(file, lines.map((line) => `${JSON.stringify({ issuer, ...line })}\n`).join(""));
      utimesSync(file, clock.now / 1_000, clock.now / 1_000);
    },
    isRevoked: (tokenId: string, subject = "taro") => {
      clock.now += 1_000;
      return isRevoked({ issuer, subject, tokenId, issuedAt: begin / 1_000 });
    },
  };
}

const timeAfter = (ms: number) => new Date(begin + ms).toISOString();

describe("the list of revoked tokens", () => {
  test("is looked at within a second though the clock was set back", () => {
    const list = openList();
    list.isRevoked("other");

    list.clock.now -= 90_000;
    list.revoke({ tokenId: "one" });

    expect(list.isRevoked("one")).toBe(true);
  });

  test("that is a link to what is away closes the hub to every token", () => {
    const list = openList();
    symlinkSync(path.join(list.folder, "away.jsonl"), list.file);

    expect(() => list.isRevoked("one")).toThrow(expect.objectContaining({ code: "REVOCATIONS_UNREADABLE" }));
  });

  test.each<[string, Line, number, number]>([
    [
      "by its id, with its own end",
      { tokenId: "one", expiresAt: timeAfter(2 * dayMs) },
      2 * dayMs - 60_000,
      2 * dayMs + dayMs / 12,
    ],
    ["by its id alone", { tokenId: "one" }, dayMs - 60_000, dayMs + dayMs / 12],
    ["by its subject", { subject: "taro", issuedUntil: timeAfter(3_600_000) }, dayMs, dayMs + dayMs / 12],
  ])("keeps one %s until it has ended anyway, and then no more", (_, line, before, later) => {
    const list = openList();
    list.revoke(line);

    list.clock.now = begin + before;
    const held = list.isRevoked("one");
    list.clock.now = begin + later;

    expect([held, list.isRevoked("one")]).toEqual([true, false]);
  });

  test("keeps one for as long as its issuer's tokens may hold, and of an unknown issuer as long as anybody's", () => {
    const list = openList(7 * 24 * 3_600);
    list.revoke({ tokenId: "one" }, { tokenId: "two", issuer: "https://unknown.example" });

    list.clock.now = begin + 6 * dayMs;

    expect([list.isRevoked("one"), list.isRevoked("two")]).toEqual([true, true]);
  });

  test("is put aside where it has become large, still counts, and takes new lines", () => {
    const list = openList();
    list.revoke(...Array.from({ length: 20_000 }, (_, number) => ({ tokenId: `token-${number}-${"x".repeat(20)}` })));
    const many = list.isRevoked(`token-9-${"x".repeat(20)}`);
    list.revoke({ tokenId: "new" });

    expect([many, list.isRevoked(`token-9-${"x".repeat(20)}`), list.isRevoked("new"), list.isRevoked("other")]).toEqual(
      [true, true, true, false],
    );
    expect(readdirSync(list.folder)).toEqual([
      expect.stringMatching(/^revoked-tokens\.\d+-\d+\.jsonl$/),
      "revoked-tokens.jsonl",
    ]);
  });

  test("is deleted where it was put aside and nothing of it has counted for a month, and not sooner", () => {
    const list = openList();
    const aside = path.join(list.folder, "revoked-tokens.1-1.jsonl");
    writeFileSync(aside, `${JSON.stringify({ issuer, tokenId: "old" })}\n`);
    utimesSync(aside, begin / 1_000, begin / 1_000);

    list.clock.now = begin + 30 * dayMs;
    list.isRevoked("one");
    const kept = readdirSync(list.folder);
    list.clock.now = begin + 32 * dayMs;
    list.isRevoked("one");

    expect([kept, readdirSync(list.folder)]).toEqual([["revoked-tokens.1-1.jsonl"], []]);
  });
});
