/** Runs a call that completes records: draws their representations, asks for each different one once, and joins the answers. */
import { errorOfSubgraph, SubgraphFailure } from "../errors.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { SubgraphAnswer, SubgraphError } from "../links/subgraph-link.ts";
import type { EntityCall, EntityPart, Target } from "../plan/call.ts";
import { isAboutAnother } from "../plan/key-checks.ts";
import { type Asked, AskedRecords } from "./asked-records.ts";
import { mergeInto } from "./merge.ts";
import { findPlaces } from "./records.ts";
import type { Run } from "./run.ts";
import { applies, dataOf, passedVariables, send } from "./send.ts";

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
  const asked = new AskedRecords(part.drawingFor(run.conditions), run);
  for (const target of targets) {
    const found = run.found.get(target.place);
    if (found) asked.askAgain(found);
    else run.found.set(target.place, asked.askAt(target));
  }
  return { part, targets, asked: asked.list };
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
    if (!isJsonObject(entity)) continue;
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
  const found = parts.find(({ part }) => part.answerKey === key);
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
