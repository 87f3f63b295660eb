import { describe, expect, test } from "@jest/globals";
import { errors } from "#kit/errors.ts";
import { logFailures } from "#kit/follow/log-failures.ts";
import { keepLines } from "../../support/keep-lines.ts";

describe("a department's feed that cannot be followed", () => {
  test("is a warning with its code where the department does not answer", () => {
    const { log, lines } = keepLines();

    logFailures(log, "catalog")("welfare", errors.hubStarting());

    expect(lines()).toEqual([
      expect.objectContaining({ level: 40, follower: "catalog", department: "welfare", code: "HUB_STARTING" }),
    ]);
  });

  test("is an error with its place, and without its words, where something else is wrong", () => {
    const { log, lines } = keepLines();

    logFailures(log, "audit")("welfare", new TypeError("secret of a record"));

    expect(lines()).toEqual([
      expect.objectContaining({ level: 50, follower: "audit", fault: expect.objectContaining({ name: "TypeError" }) }),
    ]);
    expect(JSON.stringify(lines())).not.toContain("secret");
  });
});
