/** Runs the calls of a plan, each as soon as those it waits for have ended. */
import { Kind, type SelectionNode } from "graphql";
import { errorOfFailure } from "../errors.ts";
import type { Call, RootCall } from "../plan/call.ts";
import { runEntityCall } from "./entity-call.ts";
import { commonPlace } from "./records.ts";
import { runRootCall } from "./root-call.ts";
import type { Run } from "./run.ts";

export async function runPlan(calls: readonly Call[], run: Run): Promise<void> {
  const [first] = calls;
  if (calls.length === 1 && first) return runCall(first, run);
  const ends: Promise<void>[] = [];
  const start = (position: number): Promise<void> => {
    const known = ends[position];
    if (known) return known;
    const end = runAfter(calls[position], run, start);
    ends[position] = end;
    return end;
  };
  await Promise.all(calls.map((_, position) => start(position)));
}

async function runAfter(call: Call | undefined, run: Run, start: (position: number) => Promise<void>): Promise<void> {
  if (!call) return;
  if (call.after.length > 0) await Promise.all(call.after.map(start));
  await runCall(call, run);
}

/** A call that fails leaves its places empty and says so; the rest of the plan goes on. */
async function runCall(call: Call, run: Run): Promise<void> {
  try {
    await (call.kind === "root" ? runRootCall(call, run) : runEntityCall(call, run));
  } catch (reason) {
    for (const path of emptyPlaces(call)) {
      const place = run.clientPath(commonPlace(path));
      run.errors.push(errorOfFailure(reason, call.subgraph, place.length > 0 ? place : undefined));
    }
  }
}

function emptyPlaces(call: Call): readonly (readonly string[])[] {
  if (call.kind === "entities") return call.parts.flatMap(({ targets }) => targets.map(({ path }) => path));
  const { path } = call.target;
  // A root call leaves several places empty: those of its fields.
  return rootKeysOf(call).map((key) => [...path, key]);
}

function rootKeysOf({ operation, renamedKeys }: RootCall): readonly string[] {
  const [definition] = operation.document.definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return [];
  const keys = definition.selectionSet.selections.flatMap(keysOf);
  return keys.filter((key) => key !== "__typename").map((key) => renamedKeys.get(key) ?? key);
}

/** A deferred part of the operation's root is fetched as a fragment. */
function keysOf(node: SelectionNode): string[] {
  if (node.kind === Kind.FIELD) return [(node.alias ?? node.name).value];
  return node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet.selections.flatMap(keysOf) : [];
}
