/** Runs a call that completes records: draws their representations, asks for each different one once, and joins the answers. */
import { errorOfSubgraph, SubgraphFailure } from "../errors.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { SubgraphAnswer, SubgraphError } from "../links/subgraph-link.ts";
import type { EntityCall, EntityPart, Target } from "../plan/call.ts";
import { isAboutAnother } from "../plan/key-checks.ts";
import { isBare } from "../plan/representation.ts";
import { mergeInto } from "./merge.ts";
import { findPlaces, visitSlots } from "./records.ts";
import type { Run } from "./run.ts";
import { applies, dataOf, passedVariables, send } from "./send.ts";

/** One representation, and every object that it represents. */
type Asked = {
  readonly representation: JsonObject;
  readonly text: string;
  readonly records: JsonObject[];
  readonly isBare: boolean;
};

type PartRun = { readonly part: EntityPart; readonly targets: readonly Target[]; readonly asked: readonly Asked[] };

export async function runEntityCall(call: EntityCall, run: Run): Promise<void> {
  const parts = call.parts.map((part) => askFor(part, run));
  if (parts.every(({ asked }) => asked.length === 0)) return;
  const variables = passedVariables(call.variables, run.variables);
  const text = variablesText(variables, parts);
  for (const { part, asked } of parts) variables[part.variable] = asked.map(({ representation }) => representation);
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
  const asked = new Map<string, Asked | undefined>();
  const seen = new Set<JsonObject>();
  for (const target of targets) {
    const found = run.found.get(target.place);
    if (!found) askAt(target, part, asked, seen, run);
    for (const record of found ?? []) if (!seen.has(record)) addRecord(record, part, asked, false);
    for (const record of found ?? []) seen.add(record);
  }
  return { part, targets, asked: [...asked.values()].filter((each) => each !== undefined) };
}

/** Walks the data to a place, where records that are equal become one. */
function askAt(
  { path, place }: Target,
  part: EntityPart,
  asked: Map<string, Asked | undefined>,
  seen: Set<JsonObject>,
  run: Run,
): void {
  const found = new Set<JsonObject>();
  visitSlots(run.data, path, (record, holder, key) => {
    const same = seen.has(record) ? undefined : addRecord(record, part, asked, true);
    seen.add(record);
    found.add(same ?? record);
    if (!same) return;
    Reflect.set(holder, key, same);
    run.shared.add(same);
  });
  run.found.set(place, [...found]);
}

/** Returns the record that may stand in this one's place: it is the same, and so will be all that is added to it. */
function addRecord(
  record: JsonObject,
  part: EntityPart,
  asked: Map<string, Asked | undefined>,
  isReplaceable: boolean,
): JsonObject | undefined {
  const identity = part.identify(record) ?? JSON.stringify(part.represent(record)) ?? "";
  const known = asked.get(identity);
  if (known) {
    if (isReplaceable && known.isBare && isBare(record, known.representation)) return known.records[0];
    known.records.push(record);
  } else if (!asked.has(identity)) asked.set(identity, firstAsked(record, part));
  return undefined;
}

function firstAsked(record: JsonObject, part: EntityPart): Asked | undefined {
  const representation = part.represent(record);
  if (!representation) return undefined;
  const text = JSON.stringify(representation);
  return { representation, text, records: [record], isBare: isBare(record, representation) };
}

function variablesText(variables: JsonObject, parts: readonly PartRun[]): string {
  const passed = JSON.stringify(variables).slice(1, -1);
  const lists = parts.map(({ part, asked }) => `"${part.variable}":[${asked.map(({ text }) => text).join()}]`);
  return `{${passed ? `${passed},` : ""}${lists.join()}}`;
}

/** All or nothing: where one record is not the one asked for, none of the list can be trusted. */
function entitiesIn(data: JsonObject, { part, asked }: PartRun, { errors }: SubgraphAnswer): readonly unknown[] {
  const list = data[part.answerKey];
  if (!Array.isArray(list)) {
    if (errors?.length && (list === null || list === undefined)) return [];
    throw new SubgraphFailure("SUBGRAPH_ANSWER_INVALID");
  }
  if (list.length !== asked.length) throw new SubgraphFailure("ENTITY_MISMATCH");
  for (const [index, { representation }] of asked.entries()) {
    const entity: unknown = list[index];
    if (isJsonObject(entity) && isAboutAnother(representation, entity, part.checks))
      throw new SubgraphFailure("ENTITY_MISMATCH");
  }
  return list;
}

function join({ part, asked }: PartRun, list: readonly unknown[], run: Run): void {
  for (const [index, { records }] of asked.entries()) {
    const entity = list[index];
    if (!isJsonObject(entity)) continue;
    part.rewrite?.(entity);
    if (run.interfaceNames.has(entity["__typename"])) delete entity["__typename"];
    if (records.length > 1) markShared(entity, run);
    for (const record of records) if (mergeInto(record, entity)) run.found.clear();
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
  const found = parts.find(({ part }) => part.answerKey === key);
  const records = found?.asked[Number(position)]?.records;
  if (!found || !records) {
    run.errors.push(errorOfSubgraph(error, call.subgraph, undefined));
    return;
  }
  const steps = below.map((step) => found.part.renamedKeys.get(String(step)) ?? step);
  const places = found.targets.flatMap(({ path }) => findPlaces(run.data, path, new Set(records)));
  for (const place of places)
    run.errors.push(errorOfSubgraph(error, call.subgraph, run.clientPath([...place, ...steps])));
}
