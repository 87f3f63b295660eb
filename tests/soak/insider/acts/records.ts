/** Members of two departments change records of their own, again with the same key, at the same time, and each other's. */

import { pascalCase } from "#kit/contract/department-sdl.ts";
import { encodeGlobalId } from "#kit/records/global-id.ts";
import { type Act, type Came, type Stage, took, without } from "../act.ts";
import { outcomeOf, requireAllowed, told, troubleIn, wordOf } from "../answers.ts";
import { must } from "../contradiction.ts";
import { type DepartmentName, departments, nextNumber } from "../model.ts";
import { type Attempt, type Outcome, settle } from "../outcome.ts";
import type { Name } from "../people.ts";
import { applyToRecord, type RecordChange } from "../record-model.ts";

export const memberOf: Readonly<Record<DepartmentName, Name>> = { employment: "emi", industry: "ida" };

/** Outcomes are kept for a day; the clock may go forward meanwhile. */
const repeatableMs = 20 * 3_600_000;

export const recordActs: readonly Act[] = [
  {
    by: "officer",
    name: "change a record",
    weight: 14,
    effects: {
      create: "the told version fits; at each reckoning the department and the catalog show that content and version",
      update: "as for create",
      end: "as for create, with the lifecycle ENDED",
      withdraw: "at each reckoning neither the department nor the catalog shows it",
    },
    run: changeOne,
  },
  {
    by: "officer",
    name: "send it again",
    weight: 6,
    effects: { "told again": "the first outcome is told, and nothing is made a second time" },
    run: sendAgain,
  },
  {
    by: "officer",
    name: "use a key again",
    weight: 2,
    effects: { refused: "IDEMPOTENCY_KEY_REUSED, and nothing is changed" },
    run: useKeyAgain,
  },
  {
    by: "officer",
    name: "change at once",
    weight: 5,
    effects: { made: "what was told fits the changes in some order, one after another" },
    run: changeAtOnce,
  },
  {
    by: "officer",
    name: "change another's",
    weight: 3,
    effects: { refused: "CHANGE_FORBIDDEN or WRITES_CLOSED, and nothing is changed" },
    run: changeAnothers,
  },
];

async function changeOne(stage: Stage): Promise<Came> {
  const department = stage.random.pick(departments);
  const change = randomChange(stage, department);
  const outcome = await sendChange(stage, department, change);
  requireAllowed(outcome, troubleIn(stage.world));
  note(stage, department, [{ change, outcome }]);
  return outcome.kind === "made" ? took(change.kind) : without(`${change.kind} ${wordOf(outcome)}`);
}

async function sendAgain(stage: Stage): Promise<Came> {
  const { model, random, world } = stage;
  const now = world.clock.now();
  model.sent = model.sent.filter(({ at }) => Math.abs(now - at) < repeatableMs);
  if (model.sent.length === 0) return without("nothing sent");
  const { change, department } = random.pick(model.sent);
  const outcome = await sendChange(stage, department, change);
  requireAllowed(outcome, troubleIn(world));
  note(stage, department, [{ change, outcome }]);
  return outcome.kind === "made" ? took("told again") : without(wordOf(outcome));
}

/** For another change than it was used for. */
async function useKeyAgain(stage: Stage): Promise<Came> {
  const { model, random, world } = stage;
  const now = world.clock.now();
  const known = model.sent.filter(
    ({ at, change, department }) =>
      Math.abs(now - at) < repeatableMs &&
      (model.records[department][change.code] ?? []).every(
        ({ kept }) => change.key !== undefined && change.key in kept,
      ),
  );
  if (known.length === 0) return without("nothing sent");
  const { change, department } = random.pick(known);
  const other = { ...change, content: nextNumber(model), kind: "create" } as const;
  const outcome = await sendChange(stage, department, other);
  const isRefused = "code" in outcome && outcome.code === "IDEMPOTENCY_KEY_REUSED";
  must(isRefused || (world.disk.isFull && outcome.kind === "notMade"), "IDEMPOTENCY_KEY_REUSED", outcome);
  return isRefused ? took("refused") : without(wordOf(outcome));
}

async function changeAtOnce(stage: Stage): Promise<Came> {
  const department = stage.random.pick(departments);
  const first = randomChange(stage, department);
  const others = Array.from({ length: 1 + stage.random.below(3) }, () => ({
    ...randomChange(stage, department),
    code: first.code,
  }));
  const changes = [first, ...others];
  const attempts = await Promise.all(
    changes.map(async (change) => ({ change, outcome: await sendChange(stage, department, change) })),
  );
  for (const { outcome } of attempts) requireAllowed(outcome, troubleIn(stage.world));
  note(stage, department, attempts);
  const made = attempts.filter(({ outcome }) => outcome.kind === "made").length;
  return made === 0 ? without("none made") : took("made", `${made} made`);
}

async function changeAnothers(stage: Stage): Promise<Came> {
  const department = stage.random.pick(departments);
  const who = stage.random.pick<Name | "nobody">([
    department === "employment" ? "ida" : "emi",
    "alice",
    "hana",
    "wataru",
    "nobody",
  ]);
  const outcome = await sendChange(stage, department, randomChange(stage, department), who);
  const code = "code" in outcome ? outcome.code : outcome.kind;
  must(["CHANGE_FORBIDDEN", "WRITES_CLOSED"].includes(code), `a refusal for ${who}`, outcome);
  return took("refused");
}

export function randomChange({ model, random, world }: Stage, department: DepartmentName): RecordChange {
  const code = random.pick(Object.keys(model.records[department]));
  const states = model.records[department][code] ?? [];
  const state = random.pick(states);
  const kind =
    state.content === 0
      ? random.pick(["create", "create", "create", "update"] as const)
      : random.pick(["update", "update", "update", "end", "withdraw", "create"] as const);
  const version = random.percent(85) ? state.version : random.below(state.version + 2);
  const key = random.percent(60) ? `key-${nextNumber(model)}-${world.clock.now()}` : undefined;
  return { kind, code, version, content: nextNumber(model), key };
}

/** By the member of the department, unless somebody else tries. */
export async function sendChange(
  { world }: Stage,
  department: DepartmentName,
  change: RecordChange,
  who: Name | "nobody" | "member" = "member",
): Promise<Outcome> {
  const { query, input } = requestOf(department, change);
  const asking = async () =>
    outcomeOf(await world.ask(personOf(who, department), query, { input }), (result) => {
      const [error] = result.userErrors;
      if (error) return { kind: "refused", code: error.code };
      if (change.kind === "withdraw") return { kind: "made", version: null };
      must(result.measure !== null, "a measure or an error", result);
      return { kind: "made", version: result.measure.version };
    });
  return told(asking());
}

function personOf(who: Name | "nobody" | "member", department: DepartmentName): Name | undefined {
  if (who === "nobody") return undefined;
  return who === "member" ? memberOf[department] : who;
}

function requestOf(department: DepartmentName, { kind, code, version, content, key }: RecordChange) {
  const type = `${pascalCase(department)}Measure`;
  const field = `${kind}${type}`;
  const query = `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { result: ${field}(input: $input) { measure { version } userErrors { code } } }`;
  const keyed = key === undefined ? {} : { idempotencyKey: key };
  const id = encodeGlobalId({ typeName: type, code });
  if (kind === "end" || kind === "withdraw") return { query, input: { id, version, ...keyed } };
  const measure = { code, name: { ja: `施策 ${content}` }, sources: [{ url: sourceOf(content) }], originalLabels: [] };
  return { query, input: { measure, ...(kind === "update" && { version }), ...keyed } };
}

export function sourceOf(content: number): string {
  return `https://example.jp/${content}`;
}

/** @throws Contradiction where no order of what was told is possible */
export function note(
  { model, world }: Stage,
  department: DepartmentName,
  attempts: readonly Attempt<RecordChange>[],
): void {
  const at = world.clock.now();
  const codes = new Set(attempts.map(({ change }) => change.code));
  for (const code of codes) {
    const before = model.records[department][code] ?? [];
    const own = attempts.filter(({ change }) => change.code === code);
    const after = settle(before, own, applyToRecord);
    must(after.length > 0, `outcomes that fit ${JSON.stringify(before)}`, own);
    model.records[department][code] = after;
  }
  const keyed = attempts.filter(({ change }) => change.key !== undefined);
  model.sent = [...model.sent, ...keyed.map(({ change }) => ({ change, department, at }))].slice(-200);
}
