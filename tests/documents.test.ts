/** What a page names is there: paths, links, commands, scripts and settings; and the README stays one that is read. */
import { execFileSync } from "node:child_process";
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { fileSetting, type Setting } from "#kit/setting.ts";
import { settings } from "../gateway/config.ts";

const root = path.resolve(import.meta.dirname, "..");
const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((page) => page !== "" && existsSync(path.join(root, page)))
  .map((page) => ({ page, text: readFileSync(path.join(root, page), "utf8") }));

const scripts = Object.keys(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).scripts);
const commands = readdirSync(path.join(root, "gateway/cli/commands")).map((file) =>
  readFileSync(path.join(root, "gateway/cli/commands", file), "utf8"),
);

/** Paths as they are written from the root, or from the page's own folder: `*` stands for what differs. */
function missingPaths(page: string, text: string): readonly string[] {
  const spans = namesIn(text, /`([\w.*/-]+\/[\w.*/-]*)`/g);
  const folders = [root, path.join(root, path.dirname(page))];
  return spans.filter(
    (span) => isOfTheHouse(span) && folders.every((cwd) => globSync(span.replace(/\/$/, ""), { cwd }).length === 0),
  );
}

/** Not a path of the web, nor what an operator or a department makes. */
function isOfTheHouse(span: string): boolean {
  return !/^(?:\/|data\/)|^(?:schema\/trusted|subgraphs\/agriculture)/.test(span) && /\/$|\.[a-z]+$/.test(span);
}

function namesIn(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name = ""]) => name))];
}

describe.each(pages)("$page", ({ page, text }) => {
  test("names paths that there are", () => {
    expect(missingPaths(page, text)).toEqual([]);
  });

  test("links to pages that there are, and to headings in them", () => {
    const links = namesIn(text, /\]\((?!https?:)([^)\s]+)\)/g);
    const missing = links.filter((link) => {
      const [file = "", heading] = link.split("#");
      const target = file === "" ? path.join(root, page) : path.join(root, path.dirname(page), file);
      return !existsSync(target) || (heading !== undefined && !headingsOf(target).includes(heading));
    });

    expect(missing).toEqual([]);
  });

  test("names scripts and commands that there are", () => {
    const named = namesIn(text, /npm run ([a-z][a-z:-]*[a-z])/g);
    const commanded = namesIn(text, /npx jinkatsu ([a-z][a-z-]+)/g);

    expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
    expect(commanded.filter((command) => !commands.some((file) => file.includes(`"${command}"`)))).toEqual([]);
  });

  test("names settings that there are", () => {
    const known = new Set(
      Object.values(settings).flatMap(({ name, isSecret }: Setting<unknown>) => [
        name,
        ...(isSecret ? [fileSetting(name)] : []),
      ]),
    );
    const forTests = /^JINKATSU_(?:TEST|BENCH)_/;

    expect(
      namesIn(text, /\b(JINKATSU_[A-Z_]+[A-Z])\b/g).filter((name) => !known.has(name) && !forTests.test(name)),
    ).toEqual([]);
  });
});

/** As a forge makes anchors of them. */
function headingsOf(file: string): readonly string[] {
  return [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe.each(["README.md", "README.ja.md"])("%s", (page) => {
  const text = readFileSync(path.join(root, page), "utf8");

  test("is short enough to be read", () => {
    expect(text.split("\n").length).toBeLessThanOrEqual(200);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(14_000);
  });

  test("names each room of the gateway in its picture, and no other", () => {
    const rooms = readdirSync(path.join(root, "gateway"), { withFileTypes: true }).filter((each) => each.isDirectory());
    const [, picture = ""] = /```\n(gateway\/.*?)```/s.exec(text) ?? [];

    expect(namesIn(picture, /^ {2}([a-z-]+)\/ /gm).toSorted()).toEqual(rooms.map(({ name }) => name).toSorted());
  });
});
