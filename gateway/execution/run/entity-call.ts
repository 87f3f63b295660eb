/** Runs a call that completes records: draws their representations, asks for each different one once, and joins the answers. */
import { errorOfSubgraph, SubgraphFailure } from "../errors.ts";
import { copyJson, isJsonObject, type JsonObject } from "../json.ts";
import type { SubgraphAnswer, SubgraphError } from "../links/subgraph-link.ts";
import type { EntityCall, EntityNames, EntityPart, Target } from "../plan/call.ts";
import type { ContextNames } from "../plan/in-context.ts";
import { isAboutAnother } from "../plan/key-checks.ts";
import { askInContext } from "./ask-in-context.ts";
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
  /** Of a piece. */
  readonly contexts?: ContextNames;
};

export async function runEntityCall(whole: EntityCall, run: Run): Promise<void> {
  const all = whole.parts.map((part) => askFor(part, run));
  if (all.every(({ asked }) => asked.length === 0)) return;
  const reduced = all.some(isInPieces) ? reduce(whole, all) : { call: whole, parts: all };
  if (!reduced) return;
  const { call, parts } = reduced;
  const variables = passedVariables(call.variables, run.variables);
  for (const part of parts) for (const [name, value] of contextValues(part)) variables[name] = value;
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
  if (part.contexts.length > 0) return { part, names: part, targets, asked: askInContext(part, targets, run) };
  const asked = new AskedRecords(part.drawingFor(run.conditions), run);
  for (const target of targets) {
    const found = run.found.get(target.place);
    if (found) asked.askAgain(found);
    else run.found.set(target.place, asked.askAt(target));
  }
  return { part, names: part, targets, asked: asked.list };
}

function isInPieces({ asked }: PartRun): boolean {
  return asked.some(({ reduction, context }) => reduction ?? context);
}

/** Records that lack the same, and are told the same, are asked for the same. Undefined where nothing is left to ask. */
function reduce(call: EntityCall, all: readonly PartRun[]): Pieces | undefined {
  const pieces = all.flatMap((each) =>
    [...Map.groupBy(each.asked, pieceOf).values()].map((asked) => ({
      ...each,
      asked,
      reduction: asked[0]?.reduction,
      lacking: asked[0]?.context?.lacking ?? [],
    })),
  );
  const reduced = call.reduce(pieces);
  if (!reduced) return undefined;
  const { names, ...operations } = reduced;
  const parts = pieces.flatMap((piece, index) => {
    const own = names[index];
    return own ? [{ ...piece, names: own, contexts: own.contexts }] : [];
  });
  return { call: { ...call, ...operations }, parts };
}

type Pieces = { readonly call: EntityCall; readonly parts: readonly PartRun[] };

function pieceOf({ reduction, context }: Asked): string {
  return `${reduction?.id ?? ""}\n${context?.id ?? ""}`;
}

/** By the name that a variable has in this piece. */
function contextValues({ asked, contexts = new Map() }: PartRun): [string, unknown][] {
  const values = asked[0]?.context?.values ?? new Map<string, unknown>();
  return [...contexts].flatMap(([name, own]) => (values.has(name) ? [[own, values.get(name)]] : []));
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
    const standing = run.claims.standing(records);
    if (isJsonObject(entity)) joinEntity(part, entity, standing, run);
    else for (const record of standing) run.absent.add(record);
  }
}

function joinEntity(part: EntityPart, entity: JsonObject, standing: readonly JsonObject[], run: Run): void {
  part.rewrite?.(entity);
  if (standing.length > 1 && !run.isApart) markShared(entity, run);
  const keys = Object.keys(entity).filter((key) => !run.isKeyCheck(key));
  for (const record of standing) {
    const own = run.isApart && record !== standing[0] ? copyJson(entity) : entity;
    if (mergeInto(record, own, run.claims, keys)) run.found.clear();
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
