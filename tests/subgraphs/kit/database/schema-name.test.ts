import { describe, expect, test } from "@jest/globals";
import { schemaName } from "#kit/database/mysql.ts";

describe("the name of a department's schema in MySQL", () => {
  test.each([
    ["mysql://host/hub", "welfare", "hub_welfare"],
    ["mysql://host", "civil-engineering", "jinkatsu_civil_engineering"],
  ])("of %s and %s is %s", (url, name, schema) => {
    expect(schemaName(url, name)).toBe(schema);
  });

  test("is never longer than MySQL takes, and still a name of its own", () => {
    const [one, other] = ["a", "b"].map((end) => schemaName("mysql://host/prefecture", "d".repeat(62) + end));

    expect([one?.length, other?.length]).toEqual([64, 64]);
    expect(one).not.toBe(other);
  });
});
