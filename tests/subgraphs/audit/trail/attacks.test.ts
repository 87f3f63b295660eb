import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { databases, describeOnDatabases } from "../../../support/databases.ts";
import { actions, attacks, attacksTable, targets } from "./attacks.ts";
import { createTemplate, findersOf, openScene, type Template } from "./scene.ts";

describeOnDatabases("an audit that somebody had a hand on while it stood still", (database) => {
  let template: Template;
  // Described, and skipped, where there is no server.
  beforeAll(async () => {
    if (databases.includes(database)) template = await createTemplate(database);
  }, 400_000);

  test("is proved by everybody where nobody did", async () => {
    expect(await findersOf(await openScene(template, database.newSettings()))).toEqual([]);
  }, 400_000);

  const possible = attacks.filter(
    ({ attack, isOfFile }) => attack !== undefined && !(isOfFile && database.dialect === "mysql"),
  );
  test.each(possible.map((each) => [each.action, each.target, each.what, each] as const))(
    "%s × %s (%s) is found by whom SECURITY.md says",
    async (_, __, ___, { attack, foundBy }) => {
      const scene = await openScene(template, database.newSettings());

      await attack?.(scene);

      expect(await findersOf(scene)).toEqual(foundBy);
    },
    400_000,
  );
});

describe("the table of attacks in SECURITY.md", () => {
  test("has every action on every target, as the tests above have them", () => {
    const text = readFileSync("SECURITY.md", "utf8");

    for (const action of actions) {
      for (const target of targets)
        expect(attacks.filter((each) => each.action === action && each.target === target)).toHaveLength(1);
    }
    expect(text).toContain(attacksTable());
  });
});
