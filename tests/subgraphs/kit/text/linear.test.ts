import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { columnsOf } from "#kit/import/columns.ts";
import { createHeadingMatcher } from "#kit/import/match-heading.ts";
import { recordInputs } from "#kit/import/record-inputs.ts";
import { splitEntries } from "#kit/import/split-entries.ts";
import { areas, industries, labels, targetGroups } from "#kit/reference/lists.ts";
import { tellReader } from "#kit/server/tell-reader.ts";
import { splitLines } from "#kit/text/lines.ts";
import { toNfkc } from "#kit/text/nfkc.ts";
import { collect } from "../../../support/collect.ts";
import { departmentNamed } from "../../../support/departments.ts";
import { growthOf, linearAtMost } from "../../../support/growth.ts";

async function* chunksOf(text: string, size: number): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
}

async function linesOf(text: string, size: number, longest = text.length): Promise<readonly string[]> {
  return collect(splitLines(chunksOf(text, size), longest));
}

describe("lines in chunks", () => {
  test("are the lines of the text, wherever it is cut", async () => {
    const pieces = fc.array(fc.constantFrom("a", "富", "\n", "\r", "\u2028"), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(pieces, fc.integer({ min: 1, max: 5 }), async (some, size) => {
        const text = some.join("");
        const lines = text.split("\n");
        expect(await linesOf(text, size)).toEqual(lines.at(-1) === "" ? lines.slice(0, -1) : lines);
      }),
    );
  });

  test("take work that grows with a line, and not with its square", async () => {
    const growth = await growthOf((length) => {
      const text = "x".repeat(length);
      return () => linesOf(text, 1_000);
    }, 400_000);

    expect(growth).toBeLessThan(linearAtMost);
  });

  test("are refused where one has more characters than are allowed", async () => {
    expect(await linesOf("abc\nabc\n", 2, 3)).toEqual(["abc", "abc"]);
    await expect(linesOf("abc\nabcd\n", 2, 3)).rejects.toThrow(RangeError);
  });
});

describe("compatibility composition", () => {
  test("is Unicode's own for whatever a language writes", () => {
    const texts = fc.string({ unit: "grapheme", minLength: 0, maxLength: 300 });

    fc.assert(fc.property(texts, (text) => toNfkc(text.repeat(10)) === text.repeat(10).normalize("NFKC")));
  });

  test("takes work that grows with the marks on one letter, and not with their square", async () => {
    const growth = await growthOf((marks) => {
      const text = `a${"\u0301\u0316".repeat(marks)}`;
      return () => toNfkc(text);
    }, 2_500);

    expect(growth).toBeLessThan(linearAtMost);
  });
});

describe("a cell of many entries", () => {
  test("takes work that grows with its commas, and not with their cube", async () => {
    const growth = await growthOf((commas) => {
      const text = "x,".repeat(commas);
      return () => splitEntries(text, () => false);
    }, 125);

    expect(growth).toBeLessThan(linearAtMost);
  });

  test("is cut right whatever a closed list knows: none of its names has more commas than are looked at", () => {
    const names = [...areas.values(), ...industries.values(), ...targetGroups.values()].flatMap(({ name }) => [
      name.ja,
      name.en ?? "",
    ]);
    const all = [...names, ...Object.values(labels).flatMap((list) => [...list.keys()])];

    expect(Math.max(...all.map((name) => name.split(/[、,，]/u).length - 1))).toBeLessThanOrEqual(8);
  });
});

describe("a heading that nobody knows", () => {
  test("takes work that grows with its length", async () => {
    const matcher = createHeadingMatcher(columnsOf(recordInputs(departmentNamed("welfare"), "Measure")));
    const growth = await growthOf((length) => {
      const heading = "x".repeat(length);
      return () => matcher.suggest(heading);
    }, 5_000);

    expect(growth).toBeLessThan(linearAtMost);
    // Twice the letters of the longest name is another word: nothing is compared with it.
    expect(matcher.suggest("x".repeat(60_000))).toBeUndefined();
  });
});

describe("a message", () => {
  const reader = { language: "en", requestId: "1", seesSchema: false } as const;

  test("loses its suggestion in work that grows with what a caller wrote into it", async () => {
    const growth = await growthOf((times) => {
      const message = `Expected value of type "Int", found "${"Did you mean ".repeat(times)}".`;
      return () => tellReader({ message }, reader);
    }, 500);

    expect(growth).toBeLessThan(linearAtMost);
  });

  test("is told without what the schema has instead", () => {
    const told = (message: string) => tellReader({ message }, reader).message;

    expect(told('Cannot query field "a" on type "B". Did you mean "c"?')).toBe('Cannot query field "a" on type "B".');
    expect(told('Found "Did you mean x".')).toBe('Found "Did you mean x".');
  });
});
