import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";

const table = readFileSync("gateway/execution/README.md", "utf8");
const rows = [...table.matchAll(/^\| (.+?) \| yes \| (.*) \|$/gm)].map(([, feature = "", proof = ""]) => ({
  feature,
  proof,
}));

describe("the engine's table of federation features", () => {
  test("has rows", () => {
    expect(rows.length).toBeGreaterThan(5);
  });

  test.each(rows)("names a test that there is: $feature", ({ proof }) => {
    const [, file = "", title = ""] = /^`(.+?)`: (.+)$/.exec(proof) ?? [];

    expect(readFileSync(file, "utf8")).toContain(`"${title}`);
  });
});
