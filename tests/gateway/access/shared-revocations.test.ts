import { appendFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { createRevocations } from "../../../gateway/access/revocations.ts";
import { openRegistryDatabase } from "../../../gateway/registry/store/open.ts";
import { shareRevocations } from "../../../gateway/share-revocations.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { eventually } from "../../support/hub-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const issuer = "https://id.example.jp";
const issuedAt = Math.floor(Date.now() / 1_000) - 60;

describeOnDatabases("gateways with a data folder of their own each and one registry", (place) => {
  test("refuse a token that was revoked at one of them, also when they start later, and while the registry is away", async () => {
    const settings = place.newSettings();
    const gateways = Array.from({ length: 3 }, () => ({
      dataFolder: temporaryFolder(),
      issuers: [{ issuer, longestLifeSeconds: undefined }],
    }));
    const isRevokedAt = (list: (typeof gateways)[number]) => {
      const isRevoked = createRevocations(list, Date.now);
      return (tokenId: string, subject = "taro") => isRevoked({ issuer, tokenId, subject, issuedAt });
    };
    const open = async (list: (typeof gateways)[number]) => {
      const database = await openRegistryDatabase(settings);
      const sharing = shareRevocations({
        list,
        database: async () => database,
        onFailure: fail,
      });
      return async () => {
        await sharing.close();
        await database.close();
      };
    };
    const [first, second, late] = gateways;
    if (!first || !second || !late) throw new Error("three gateways");
    const closing = [await open(first), await open(second)];

    // The last line of a file that somebody edited may have no end.
    appendFileSync(path.join(second.dataFolder, "revoked-tokens.jsonl"), line({ tokenId: "of-second" }).trimEnd());
    appendFileSync(path.join(first.dataFolder, "revoked-tokens.jsonl"), line({ tokenId: "one" }));
    appendFileSync(
      path.join(first.dataFolder, "revoked-tokens.jsonl"),
      line({ subject: "hanako", issuedUntil: later() }),
    );
    const revokedAt = isRevokedAt(second);
    await eventually(() => revokedAt("one") && revokedAt("other", "hanako"), Boolean);
    await eventually(() => isRevokedAt(first)("of-second"), Boolean);
    closing.push(await open(late));
    await eventually(() => isRevokedAt(late)("one"), Boolean);
    for (const close of closing) await close();

    for (const each of gateways) {
      const isRevoked = isRevokedAt(each);
      expect([isRevoked("one"), isRevoked("of-second"), isRevoked("other", "hanako"), isRevoked("other")]).toEqual([
        true,
        true,
        true,
        false,
      ]);
    }
  });
});

function line(entry: object): string {
  return `${JSON.stringify({ issuer, ...entry })}\n`;
}

function later(): string {
  return new Date(Date.now() + 60_000).toISOString();
}

function fail(error: unknown): never {
  throw error;
}
