import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { keepPrivate, type OpenToOthers, writePrivateOnce } from "#kit/private-files.ts";
import { startEmbedded, startProcess } from "../../support/hub-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const umask = process.umask();

afterEach(() => {
  process.umask(umask);
});

function modeOf(file: string): string {
  return (lstatSync(file).mode & 0o777).toString(8);
}

function dataFolder(mode: number, ...names: readonly string[]): string {
  const folder = path.join(temporaryFolder(), "data");
  mkdirSync(folder);
  for (const name of names) {
    writeFileSync(path.join(folder, name), "");
    chmodSync(path.join(folder, name), 0o644);
  }
  chmodSync(folder, mode);
  return folder;
}

function keepIn(folder: string, mode: "development" | "production"): readonly OpenToOthers[] {
  const told: OpenToOthers[] = [];
  keepPrivate({ dataFolder: folder, mode }, (found) => told.push(found));
  return told;
}

describe("what the hub keeps", () => {
  test("is for its user alone, whatever the umask was, and so is what was there before", async () => {
    process.umask(0o022);
    const folder = dataFolder(0o755, "welfare.sqlite", "supergraph.graphql");
    const hub = await startEmbedded({ JINKATSU_DATA: folder });
    const backup = path.join(folder, "now.backup.gz");
    const backedUp = await startProcess(["gateway/cli/main.ts", "backup", backup], { JINKATSU_DATA: folder }).ended;

    const kept = readdirSync(folder, { recursive: true, withFileTypes: true });
    const open = kept
      .map((each) => ({ name: each.name, isFolder: each.isDirectory(), file: path.join(each.parentPath, each.name) }))
      .filter(({ file, isFolder }) => modeOf(file) !== (isFolder ? "700" : "600"));
    const told = hub.log().filter(({ msg }) => msg === "open to other users");
    await hub.stop();

    expect(backedUp.code).toBe(0);
    expect(open).toEqual([]);
    expect(kept.map(({ name }) => name)).toEqual(
      expect.arrayContaining([expect.stringMatching(/-wal$/), "audit-signing-key.pem", "supergraph.graphql"]),
    );
    expect(modeOf(folder)).toBe("700");
    expect(told).toEqual(
      ["", "supergraph.graphql", "welfare.sqlite"].map((name) =>
        expect.objectContaining({ path: path.join(folder, name), mode: name ? "0644" : "0755", isTightened: true }),
      ),
    );
  }, 400_000);

  test("is restored for its user alone", async () => {
    process.umask(0o022);
    const [from, to] = [temporaryFolder(), path.join(temporaryFolder(), "new")];
    await (await startEmbedded({ JINKATSU_DATA: from })).stop();
    const backup = path.join(from, "now.backup.gz");
    await startProcess(["gateway/cli/main.ts", "backup", backup], { JINKATSU_DATA: from }).ended;

    const { code } = await startProcess(["gateway/cli/main.ts", "restore", backup, "--into", to], {}).ended;

    expect(code).toBe(0);
    expect(modeOf(to)).toBe("700");
    expect(new Set(readdirSync(to).map((name) => modeOf(path.join(to, name))))).toEqual(new Set(["600"]));
  }, 400_000);
});

describe("a data folder that others can read", () => {
  test("is closed with all that is the hub's, and told once", () => {
    const folder = dataFolder(0o755, "audit.sqlite", "audit.sqlite-wal", "revoked-tokens.jsonl");

    const told = keepIn(folder, "production");

    expect(told.map(({ isTightened }) => isTightened)).toEqual([true, true, true, true]);
    expect([modeOf(folder), modeOf(path.join(folder, "audit.sqlite-wal"))]).toEqual(["700", "600"]);
    expect(keepIn(folder, "production")).toEqual([]);
  });

  test("is not closed where it is not the hub's alone: told in development, refused in production", () => {
    const shared = dataFolder(0o755, "audit.sqlite", "somebody-else.txt");
    const everybodys = dataFolder(0o1777, "audit.sqlite");

    for (const folder of [shared, everybodys]) {
      expect(keepIn(folder, "development")).toContainEqual(
        expect.objectContaining({ path: folder, isTightened: false }),
      );
      expect(() => keepIn(folder, "production")).toThrow(expect.objectContaining({ code: "DATA_NOT_PRIVATE" }));
      expect(modeOf(path.join(folder, "audit.sqlite"))).toBe("600");
    }
    expect(modeOf(path.join(shared, "somebody-else.txt"))).toBe("644");
    expect(modeOf(shared)).toBe("755");
  });

  test("is never closed through a link that leads out of it", () => {
    const folder = dataFolder(0o700);
    const outside = path.join(dataFolder(0o755, "theirs"), "theirs");
    symlinkSync(outside, path.join(folder, "audit.sqlite"));

    expect(keepIn(folder, "production")).toEqual([]);
    expect(modeOf(outside)).toBe("644");
  });
});

describe("A file that several processes would make", () => {
  test("is the first one's, private, and nothing is left beside it", () => {
    const folder = temporaryFolder();
    const file = path.join(folder, "key");

    writePrivateOnce(file, "first");
    writePrivateOnce(file, "second");

    expect([readFileSync(file, "utf8"), modeOf(file), readdirSync(folder)]).toEqual(["first", "600", ["key"]]);
  });
});
