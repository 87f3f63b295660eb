/** Runs a call that completes records: draws their representations, asks for each different one once, and joins the answers. */
import { errorOfSubgraph, SubgraphFailure } from "../errors.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { SubgraphAnswer, SubgraphError } from "../links/subgraph-link.ts";
import type { EntityCall, EntityNames, EntityPart, Target } from "../plan/call.ts";
import { isAboutAnother } from "../plan/key-checks.ts";
import { type Asked, AskedRecords } from "./asked-records.ts";
import { mergeInto } from "./merge.ts";
import { findPlaces } from "./records.ts";
import type { Run } from "./run.ts";
import { applies, dataOf, passedVariables, send } from "./send.ts";

type PartRun = {
  readonly part: EntityPart;
  readonly names: EntityNames;
  readonly targets: readonly Target[];
  readonly asked: readonly Asked[];
};

export async function runEntityCall(whole: EntityCall, run: Run): Promise<void> {
  const all = whole.parts.map((part) => askFor(part, run));
  if (all.every(({ asked }) => asked.length === 0)) return;
  const { call, parts } = all.some(isInPart) ? reduce(whole, all) : { call: whole, parts: all };
  const variables = passedVariables(call.variables, run.variables);
  const text = variablesText(variables, parts);
  for (const { names, asked } of parts) variables[names.variable] = asked.map(({ representation }) => representation);
  const answer = await sendChecked(call, variables, text, run);
  for (const error of answer.errors ?? []) reportError(error, call, parts, run);
  const data = dataOf(answer);
  if (!data) return;
  const lists = parts.map((each) => entitiesIn(data, each, answer));
  for (const [index, each] of parts.entries()) join(each, lists[index] ?? [], run);
}

/** A subgraph that knows less of a record than its key is believed as every gateway believes it: the answer is worth more than the check. */
async function sendChecked(call: EntityCall, variables: JsonObject, text: string, run: Run): Promise<SubgraphAnswer> {
  if (!call.proof.isPossible) return send(call, call.uncheckedOperation, variables, text, run);
  const answer = await send(call, call.operation, variables, text, run);
  if (!answer.errors?.some(({ path }) => path?.some(run.isKeyCheck))) return answer;
  call.proof.isPossible = false;
  return send(call, call.uncheckedOperation, variables, text, run);
}

function askFor(part: EntityPart, run: Run): PartRun {
  const targets = part.targets.filter((target) => applies(target, run));
  const asked = new AskedRecords(part.drawingFor(run.conditions), run);
  for (const target of targets) {
    const found = run.found.get(target.place);
    if (found) asked.askAgain(found);
    else run.found.set(target.place, asked.askAt(target));
  }
  return { part, names: part, targets, asked: asked.list };
}

function isInPart({ asked }: PartRun): boolean {
  return asked.some(({ reduction }) => reduction);
}

/** Records that lack the same are asked for the same. */
function reduce(call: EntityCall, all: readonly PartRun[]): { call: EntityCall; parts: readonly PartRun[] } {
  const pieces = all.flatMap((each) =>
    [...Map.groupBy(each.asked, ({ reduction }) => reduction)].map(([reduction, asked]) => ({
      ...each,
      asked,
      reduction,
    })),
  );
  const { names, ...operations } = call.reduce(pieces);
  return {
    call: { ...call, ...operations },
    parts: pieces.map((piece, index) => ({ ...piece, names: names[index] ?? piece.names })),
  };
}

function variablesText(variables: JsonObject, parts: readonly PartRun[]): string {
  const passed = JSON.stringify(variables).slice(1, -1);
  const lists = parts.map(({ names, asked }) => `"${names.variable}":[${asked.map(({ text }) => text).join()}]`);
  return `{${passed ? `${passed},` : ""}${lists.join()}}`;
}

/** All or nothing: where one record is not the one asked for, none of the list can be trusted. */
function entitiesIn(data: JsonObject, { part, names, asked }: PartRun, { errors }: SubgraphAnswer): readonly unknown[] {
  const list = data[names.answerKey];
  if (!Array.isArray(list)) {
    if (errors?.length && (list === null || list === undefined)) return [];
    throw new SubgraphFailure("SUBGRAPH_ANSWER_INVALID");
  }
  if (list.length !== asked.length) throw new SubgraphFailure("ENTITY_MISMATCH");
  const isMixed = asked.some(({ representation }, index) => {
    const entity: unknown = list[index];
    return isJsonObject(entity) && isAboutAnother(representation, entity, part.checks);
  });
  if (isMixed) throw new SubgraphFailure("ENTITY_MISMATCH");
  return list;
}

function join({ part, asked }: PartRun, list: readonly unknown[], run: Run): void {
  for (const [index, { records }] of asked.entries()) {
    const entity = list[index];
    if (!isJsonObject(entity)) {
      for (const record of run.claims.standing(records)) run.absent.add(record);
      continue;
    }
    part.rewrite?.(entity);
    if (run.interfaceNames.has(entity["__typename"])) delete entity["__typename"];
    const standing = run.claims.standing(records);
    if (standing.length > 1) markShared(entity, run);
    const keys = Object.keys(entity).filter((key) => !run.isKeyCheck(key));
    for (const record of standing) if (mergeInto(record, entity, run.claims, keys)) run.found.clear();
  }
}

function markShared(entity: JsonObject, run: Run): void {
  for (const key of Object.keys(entity)) {
    const value = entity[key];
    if (typeof value === "object" && value !== null) run.shared.add(value);
  }
}

/** `_entities[3].price` is the price of every place where the fourth record asked for stands. */
function reportError(error: SubgraphError, call: EntityCall, parts: readonly PartRun[], run: Run): void {
  const [key, position, ...below] = error.path ?? [];
  const found = parts.find(({ names }) => names.answerKey === key);
  const records = found?.asked[Number(position)]?.records;
  if (!found || !records) {
    run.errors.push(errorOfSubgraph(error, call.subgraph, undefined));
    return;
  }
  const steps = below.map((step) => found.part.renamedKeys.get(String(step)) ?? step);
  const standing = new Set(run.claims.standing(records));
  const places = found.targets.flatMap(({ path }) => findPlaces(run.data, path, standing));
  for (const place of places)
    run.errors.push(errorOfSubgraph(error, call.subgraph, run.clientPath([...place, ...steps])));
}
