import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { JsonObject } from "../../../gateway/execution/json.ts";
import { Claims } from "../../../gateway/execution/run/claims.ts";
import { mergeInto } from "../../../gateway/execution/run/merge.ts";

/** Few keys and short lists, so that what is joined meets. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(null, 1, "x"),
    fc.dictionary(fc.constantFrom("a", "b", "c"), tie("value"), { maxKeys: 3 }),
    fc.array(tie("value"), { minLength: 2, maxLength: 2 }),
  ),
}));
const record = fc.dictionary(fc.constantFrom("a", "b", "c"), value, { minKeys: 1, maxKeys: 3 });

/** What is reached from more than one place, by walking everything. */
function standingTwice(root: unknown): Set<object> {
  const met = new Set<object>();
  const twice = new Set<object>();
  const visit = (each: unknown): void => {
    if (typeof each !== "object" || each === null) return;
    if (met.has(each)) {
      twice.add(each);
      return;
    }
    met.add(each);
    Object.values(each).forEach(visit);
  };
  visit(root);
  return twice;
}

describe("an answer joined to records that have parts in common", () => {
  test("leaves it known of everything that it stands at several places", () => {
    fc.assert(
      fc.property(record, fc.array(record, { minLength: 1, maxLength: 3 }), (first, answers) => {
        const shared = new Set<unknown>();
        const claims = new Claims(shared, new Set());
        const join = (records: readonly JsonObject[], answer: JsonObject) => {
          for (const each of Object.values(answer)) shared.add(each);
          for (const each of records) mergeInto(each, answer, claims);
        };
        const [x, y, z]: JsonObject[] = [{}, {}, {}];
        join([x, y] as JsonObject[], structuredClone(first));
        for (const [index, answer] of answers.entries())
          join((index % 2 ? [x, z] : [y, z]) as JsonObject[], structuredClone(answer));

        for (const each of standingTwice({ x, y, z })) expect(shared).toContain(each);
      }),
      { numRuns: 2000 },
    );
  });
});
