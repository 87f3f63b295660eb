/**
 * A field may be told of a record around its own (`@fromContext`). The planner makes a variable of it, which has another value for each
 * record: it says how many records up to go from there, and then which way down.
 */
import type { FetchDataKeyRenamer, FetchNode } from "@apollo/query-planner";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { TypeMembership } from "./type-membership.ts";

export type ContextVariable = {
  readonly name: string;
  /**
   * Undefined where there is none.
   * @param around from the root of the data down to the record itself
   */
  readonly find: (around: readonly JsonObject[]) => unknown;
};

export function contextVariables({ contextRewrites = [] }: FetchNode, membersOf: TypeMembership): ContextVariable[] {
  return [...Map.groupBy(contextRewrites, ({ renameKeyTo }) => renameKeyTo)].map(([name, renamers]) => {
    const ways = renamers.map((each) => compileWay(each, membersOf));
    return {
      name,
      find: (around) => ways.map((way) => way(around)).find((value) => value !== undefined),
    };
  });
}

type Way = (around: readonly JsonObject[]) => unknown;

const fragmentPrefix = "... on ";

function compileWay({ path }: FetchDataKeyRenamer, membersOf: TypeMembership): Way {
  const up = path.filter((step) => step === "..").length;
  const down = path.slice(up).map((step) => compileStep(step, membersOf));
  return (around) => down.reduce((value, step) => step(value), around[around.length - 1 - up] as unknown);
}

function compileStep(step: string, membersOf: TypeMembership): (value: unknown) => unknown {
  if (!step.startsWith(fragmentPrefix)) return (value) => below(value, step);
  const members = membersOf(step.slice(fragmentPrefix.length));
  return (value) => (isJsonObject(value) && members.has(String(value["__typename"])) ? value : undefined);
}

function below(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((each) => below(each, key));
  if (!isJsonObject(value)) return value === null ? null : undefined;
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
