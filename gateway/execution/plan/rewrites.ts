/** The planner's corrections to what is sent and to what comes back: a value set, or a key renamed, at a path. */
import type { FetchDataRewrite } from "@apollo/query-planner";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { TypeMembership } from "./type-membership.ts";

export type Rewrite = (value: unknown) => void;

const fragmentPrefix = "... on ";

export function compileRewrites(
  rewrites: readonly FetchDataRewrite[] | undefined,
  membersOf: TypeMembership,
): Rewrite | undefined {
  if (!rewrites?.length) return undefined;
  const steps = rewrites.map((rewrite) => compileRewrite(rewrite, membersOf));
  return (value) => {
    for (const step of steps) step(value);
  };
}

/** What a renamed key was called in the subgraph's answer, for the paths of its errors. */
export function renamedKeysOf(rewrites: readonly FetchDataRewrite[] | undefined): Map<string, string> {
  const renamed = new Map<string, string>();
  for (const rewrite of rewrites ?? [])
    if (rewrite.kind === "KeyRenamer") renamed.set(rewrite.path.at(-1) ?? "", rewrite.renameKeyTo);
  return renamed;
}

function compileRewrite(rewrite: FetchDataRewrite, membersOf: TypeMembership): Rewrite {
  const key = rewrite.path.at(-1) ?? "";
  const change =
    rewrite.kind === "ValueSetter" ? setValue(key, rewrite.setValueTo) : renameKey(key, rewrite.renameKeyTo);
  return rewrite.path.slice(0, -1).reduceRight((inner, step) => descend(step, inner, membersOf), onEachObject(change));
}

function setValue(key: string, value: unknown) {
  return (object: JsonObject) => {
    object[key] = value;
  };
}

function renameKey(key: string, to: string) {
  return (object: JsonObject) => {
    if (!Object.hasOwn(object, key)) return;
    object[to] = object[key];
    delete object[key];
  };
}

function descend(step: string, inner: Rewrite, membersOf: TypeMembership): Rewrite {
  if (!step.startsWith(fragmentPrefix)) return onEachObject((object) => inner(object[step]));
  const members = membersOf(step.slice(fragmentPrefix.length));
  return onEachObject((object) => {
    const typename = object["__typename"];
    if (typeof typename !== "string" || members.has(typename)) inner(object);
  });
}

function onEachObject(change: (object: JsonObject) => void): Rewrite {
  return function apply(value: unknown): void {
    if (Array.isArray(value)) for (const each of value) apply(each);
    else if (isJsonObject(value)) change(value);
  };
}
