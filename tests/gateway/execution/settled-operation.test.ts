import { buildSchema } from "@apollo/federation-internals";
import { describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { settleOperation } from "../../../gateway/execution/plan/settled-operation.ts";

const types = Array.from({ length: 12 }, (_, index) => `type T${index} implements I { id: ID! others: [I] }`);
const schema = buildSchema(`type Query { is: [I] } interface I { id: ID! others: [I] } ${types.join(" ")}`);

function nested(levels: number): string {
  return levels === 0 ? "id" : `others { ${nested(levels - 1)} }`;
}

describe("an operation written out by type", () => {
  test("has a fragment for each type of each list", () => {
    const { definitions } = settleOperation(parse(`{ is { ${nested(1)} } }`), schema, "by type");

    expect(JSON.stringify(definitions).match(/"InlineFragment"/g)).toHaveLength(12 + 12 * 12);
  });

  test("is given up before lists within lists make it too long to be planned", () => {
    expect(() => settleOperation(parse(`{ is { ${nested(10)} } }`), schema, "by type")).toThrow(RangeError);
    expect(() => settleOperation(parse(`{ is { ${nested(10)} } }`), schema)).not.toThrow();
  });
});
