/** What is weighed of the values that are given: `@cost` on input fields, on arguments, and on the scalars and enums they take. */
import { type GraphQLInputType, isInputObjectType, isListType, isNonNullType } from "graphql";
import type { CostRules } from "./cost-rules.ts";

/** `own` is the weight of the argument or input field that takes the value; lists count each of their items. */
export function inputCost(value: unknown, type: GraphQLInputType, rules: CostRules, own?: number): number {
  if (isNonNullType(type)) return inputCost(value, type.ofType, rules, own);
  if (value === undefined || value === null) return own ?? 0;
  if (isListType(type)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return (own ?? 0) + sum(items.map((item) => inputCost(item, type.ofType, rules)));
  }
  if (!isInputObjectType(type)) return own ?? rules.types.get(type.name) ?? 0;
  const given = new Map(typeof value === "object" ? Object.entries(value) : []);
  const fields = Object.values(type.getFields()).filter(({ name }) => given.has(name));
  return (
    (own ?? 0) +
    sum(
      fields.map((field) =>
        inputCost(given.get(field.name), field.type, rules, rules.inputFields.get(`${type.name}.${field.name}`)),
      ),
    )
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
