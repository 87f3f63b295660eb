import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { createLastGood } from "../../../gateway/supergraph/last-good.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const sdl = "type Query {\n  あ: String\n}\n";

async function written() {
  const folder = temporaryFolder();
  const lastGood = createLastGood(folder);
  await lastGood.write(sdl);
  const [name = ""] = readdirSync(folder);
  return { folder, lastGood, file: path.join(folder, name) };
}

describe("the last good supergraph", () => {
  test("is read as it was written, by another process too", async () => {
    const { folder } = await written();

    expect(await createLastGood(folder).read()).toBe(sdl);
  });

  test("is replaced by the next, and only the one before stays in the folder", async () => {
    const { folder, lastGood } = await written();

    await lastGood.write("type Query { a: Int }");
    await lastGood.write("type Query { b: Int }");

    expect(await lastGood.read()).toBe("type Query { b: Int }");
    expect(await lastGood.readBefore()).toBe("type Query { a: Int }");
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test("never takes the place of the one before when it is spoilt", async () => {
    const { lastGood, file } = await written();
    await lastGood.write("type Query { a: Int }");
    writeFileSync(file, "spoilt");

    await lastGood.write("type Query { b: Int }");

    expect(await lastGood.readBefore()).toBe(sdl);
  });

  test("is one of two, whole, when two are written at once", async () => {
    const { lastGood } = await written();
    const texts = Array.from(
      { length: 20 },
      (_, index) => `type Query { f${index}: Int } #${"x".repeat(index * 1000)}`,
    );

    const seen: (string | undefined)[] = [];
    await Promise.all(
      texts.map(async (text) => {
        await lastGood.write(text);
        seen.push(await lastGood.read());
      }),
    );

    for (const text of seen) expect(texts).toContain(text);
  });

  test("is none where nothing was written", async () => {
    expect(await createLastGood(temporaryFolder()).read()).toBeUndefined();
  });

  test("is none when the file was cut short", async () => {
    const { lastGood, file } = await written();

    truncateSync(file, readFileSync(file).length - 3);

    expect(await lastGood.read()).toBeUndefined();
  });

  test.each([
    ["changed by hand", (text: string) => text.replace("String", "Int")],
    ["emptied", () => ""],
    ["without its seal", () => sdl],
    ["of another kind", () => "\u0000\u0001"],
  ])("is none when the file is %s", async (_, spoil) => {
    const { lastGood, file } = await written();

    writeFileSync(file, spoil(readFileSync(file, "utf8")));

    expect(await lastGood.read()).toBeUndefined();
  });

  test("needs a folder that can be written, and makes it", async () => {
    const folder = path.join(temporaryFolder(), "new", "folder");
    await createLastGood(folder).prepare();

    const file = path.join(folder, "file");
    writeFileSync(file, "");

    await expect(createLastGood(path.join(file, "below")).prepare()).rejects.toMatchObject({
      code: "FOLDER_NOT_WRITABLE",
    });
  });
});
