import { renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "@jest/globals";
import { type FollowedFile, followFile } from "../../../gateway/cli/dev/follow-file.ts";
import { eventually } from "../../support/hub-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const open: FollowedFile[] = [];

afterEach(() => {
  for (const file of open.splice(0)) file.close();
});

function follow() {
  const folder = temporaryFolder();
  const [file, draft] = [path.join(folder, "schema.graphql"), path.join(folder, ".schema.graphql.swp")];
  const texts: string[] = [];
  writeFileSync(file, "first");
  open.push(followFile(file, "first", (text) => texts.push(text)));
  return {
    file,
    draft,
    texts,
    told: (count: number) =>
      eventually(
        () => texts,
        ({ length }) => length >= count,
      ),
  };
}

describe("a file that is followed", () => {
  test("is told of however it is saved: in place, or by another file that takes its place, again and again", async () => {
    const { file, draft, texts, told } = follow();

    writeFileSync(file, "in place");
    await told(1);
    for (const [number, text] of ["renamed", "renamed again"].entries()) {
      writeFileSync(draft, text);
      renameSync(draft, file);
      await told(2 + number);
    }
    writeFileSync(file, "in place again");
    await told(4);

    expect(texts).toEqual(["in place", "renamed", "renamed again", "in place again"]);
  });

  test("is told of once where it is written in several steps, and not at all where it says the same", async () => {
    const { file, texts, told } = follow();

    for (const text of ["", "hal", "half", "whole"]) writeFileSync(file, text);
    await told(1);
    writeFileSync(file, "whole");
    await sleep(1_500);

    expect(texts).toEqual(["whole"]);
  });

  test("is told of no more when it is let go", async () => {
    const { file, texts } = follow();
    for (const each of open) each.close();

    writeFileSync(file, "later");
    await sleep(1_500);

    expect(texts).toEqual([]);
  });
});
