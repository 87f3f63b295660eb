/** A backup that somebody else has written: read once, whatever its lines are. */
import { createWriteStream, writeFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip, gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { readBackup } from "#kit/backup/read-backup.ts";
import { growthOf, linearAtMost } from "../../../support/growth.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

describe("a line of a backup", () => {
  test("takes work that grows with it, and not with its square", async () => {
    const growth = await growthOf((length) => {
      const file = path.join(temporaryFolder(), "long.gz");
      writeFileSync(file, gzipSync(JSON.stringify(["x".repeat(length)])));
      return () => readBackup(file).catch(() => undefined);
    }, 400_000);

    expect(growth).toBeLessThan(linearAtMost);
  });

  test("that is longer than any row fills no memory: the backup is refused for it", async () => {
    const file = path.join(temporaryFolder(), "endless.gz");
    const mebibyte = "x".repeat(1024 * 1024);
    const endless = Readable.from(Array.from({ length: 257 }, () => mebibyte));
    await pipeline(endless, createGzip({ level: 1 }), createWriteStream(file));

    await expect(readBackup(file)).rejects.toMatchObject({
      code: "BACKUP_DAMAGED",
      text: { en: expect.stringContaining("a line of it is too long") },
    });
  });
});
