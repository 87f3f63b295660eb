/** Writes records: all rows of a record, its version and its change in the feed, or nothing. */
import { type EntityManager, In } from "typeorm";
import { insertRows } from "../database/insert-rows.ts";
import { appendChanges, takeTurn } from "../feed/append.ts";
import { findLastVersions } from "../feed/read.ts";
import type { DetailsTable } from "./details.ts";
import { listRows, organisationUnitRow, type RecordKind } from "./kinds.ts";
import { type ContractInput, digestOf, normalForm, type RecordContent } from "./record.ts";
import { organisationUnitTable } from "./tables.ts";

/** One kind of record in one department: where its rows are. */
export interface RecordStore<Input extends ContractInput = ContractInput> {
  readonly kind: RecordKind<Input, { readonly code: string }>;
  readonly details: DetailsTable;
}

/** What the writer believes about the record: that it is new, that it stands at a version, or nothing. */
export type Expectation = "new" | "any" | { readonly version: number };

export interface Write<Input extends ContractInput> {
  readonly content: RecordContent<Input>;
  readonly expect: Expectation;
}

/** What became of a write. Only `created` and `changed` wrote anything. */
export type WriteOutcome =
  | { readonly outcome: "created" | "changed"; readonly version: number }
  | { readonly outcome: "unchanged"; readonly version: number }
  | { readonly outcome: "stale"; readonly version: number }
  | { readonly outcome: "exists" | "absent" }
  /** The code is taken by a record of another type: an id would change, and the old one would stay in every index. */
  | { readonly outcome: "otherType"; readonly typeName: string };

interface Head {
  readonly code: string;
  readonly typeName: string;
  readonly version: number;
  readonly digest: string;
}

/** Outcomes stand in the order of the writes, whose codes must differ. Call it inside a transaction. */
export async function saveRecords<Input extends ContractInput>(
  manager: EntityManager,
  store: RecordStore<Input>,
  writes: readonly Write<Input>[],
): Promise<readonly WriteOutcome[]> {
  const turn = await takeTurn(manager);
  const heads = await findHeads(
    manager,
    store,
    writes.map(({ content }) => content.contract.code),
  );
  const judged = writes.map((write) => judge(write, heads.get(write.content.contract.code)));
  const outcomes = await continueVersions(manager, writes, judged);
  const accepted = writes.flatMap(({ content }, index) => {
    const outcome = outcomes[index];
    return outcome && isWritten(outcome) ? [{ content, version: outcome.version, updatedAt: turn.at }] : [];
  });
  await replaceRows(manager, store, accepted);
  await appendChanges(manager, turn, accepted.map(upsertOf));
  return outcomes;
}

/** The outcomes that saving would have now; nothing is written and nobody waits. */
export async function previewRecords<Input extends ContractInput>(
  manager: EntityManager,
  store: RecordStore<Input>,
  writes: readonly Write<Input>[],
): Promise<readonly WriteOutcome[]> {
  const codes = writes.map(({ content }) => content.contract.code);
  const heads = await findHeads(manager, store, codes);
  return writes.map((write) => judge(write, heads.get(write.content.contract.code)));
}

/** Takes a record out of the graph; its history stays in the feed. */
export async function withdrawRecord(
  manager: EntityManager,
  store: RecordStore,
  { code, typeName, version }: { code: string; typeName: string; version: number },
): Promise<WriteOutcome> {
  const turn = await takeTurn(manager);
  const head = (await findHeads(manager, store, [code])).get(code);
  if (head?.typeName !== typeName) return { outcome: "absent" };
  if (head.version !== version) return { outcome: "stale", version: head.version };
  await deleteRows(manager, store, [code]);
  const tombstone = {
    typeName,
    code,
    version: version + 1,
    operation: "TOMBSTONE",
    at: turn.at,
    record: null,
  } as const;
  await appendChanges(manager, turn, [tombstone]);
  return { outcome: "changed", version: version + 1 };
}

async function findHeads(
  manager: EntityManager,
  { kind }: RecordStore<never>,
  codes: readonly string[],
): Promise<Map<string, Head>> {
  const heads = await manager
    .createQueryBuilder(kind.table.entity, "record")
    .select(["record.code AS code", "record.typeName AS typeName", "record.version AS version"])
    .addSelect("record.digest", "digest")
    .where({ code: In(codes) })
    .getRawMany<Head>();
  return new Map(heads.map((head) => [head.code, head]));
}

function judge({ content, expect }: Write<ContractInput>, head: Head | undefined): WriteOutcome {
  if (head === undefined)
    return typeof expect === "object" ? { outcome: "absent" } : { outcome: "created", version: 1 };
  if (expect === "new") return { outcome: "exists" };
  if (head.typeName !== content.typeName) return { outcome: "otherType", typeName: head.typeName };
  if (typeof expect === "object" && expect.version !== head.version) return { outcome: "stale", version: head.version };
  if (head.digest === digestOf(content)) return { outcome: "unchanged", version: head.version };
  return { outcome: "changed", version: head.version + 1 };
}

/** What is created again after a withdrawal goes on counting, or a version would name two contents. */
async function continueVersions(
  manager: EntityManager,
  writes: readonly Write<ContractInput>[],
  outcomes: readonly WriteOutcome[],
): Promise<readonly WriteOutcome[]> {
  const created = writes.filter((_, index) => outcomes[index]?.outcome === "created");
  const lastVersions = await findLastVersions(
    manager,
    created.map(({ content }) => ({ typeName: content.typeName, code: content.contract.code })),
  );
  return outcomes.map((outcome, index) => {
    const content = writes[index]?.content;
    const last = content && lastVersions(content.typeName, content.contract.code);
    return outcome.outcome === "created" && last ? { outcome: "created", version: last + 1 } : outcome;
  });
}

type Written = Extract<WriteOutcome, { outcome: "created" | "changed" }>;

function isWritten(outcome: WriteOutcome): outcome is Written {
  return outcome.outcome === "created" || outcome.outcome === "changed";
}

interface Accepted<Input extends ContractInput> {
  readonly content: RecordContent<Input>;
  readonly version: number;
  readonly updatedAt: string;
}

async function replaceRows<Input extends ContractInput>(
  manager: EntityManager,
  store: RecordStore<Input>,
  accepted: readonly Accepted<Input>[],
): Promise<void> {
  const { kind, details } = store;
  await deleteRows(
    manager,
    store,
    accepted.filter(({ version }) => version > 1).map(({ content }) => content.contract.code),
  );
  await insertRows(
    manager,
    kind.table,
    accepted.map(({ content, ...stamp }) => kind.toRow(content, stamp)),
  );
  await insertRows(
    manager,
    details,
    accepted.map(({ content }) => ({ ...content.details, code: content.contract.code })),
  );
  const lists = accepted.map(({ content }) => listRows(content));
  await insertRows(
    manager,
    kind.lists.areas,
    lists.flatMap(({ areas }) => areas),
  );
  await insertRows(
    manager,
    kind.lists.industries,
    lists.flatMap(({ industries }) => industries),
  );
  await insertRows(
    manager,
    kind.lists.targetGroups,
    lists.flatMap(({ targetGroups }) => targetGroups),
  );
  await insertRows(
    manager,
    kind.lists.budgets,
    lists.flatMap(({ budgets }) => budgets),
  );
  await insertRows(
    manager,
    kind.lists.sources,
    lists.flatMap(({ sources }) => sources),
  );
  const units = accepted.flatMap(({ content }) => ownerUnitOf(content.contract));
  await insertRows(manager, organisationUnitTable, units, { ignoreExisting: true });
}

function ownerUnitOf(contract: ContractInput) {
  return "ownerUnit" in contract && contract.ownerUnit ? [organisationUnitRow(contract.ownerUnit)] : [];
}

async function deleteRows(manager: EntityManager, store: RecordStore<never>, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return;
  const { kind, details } = store;
  for (const table of [kind.table, details, ...Object.values(kind.lists)]) {
    await manager
      .createQueryBuilder()
      .delete()
      .from(table.entity)
      .where({ code: In(codes) })
      .execute();
  }
}

function upsertOf({ content, version, updatedAt }: Accepted<ContractInput>) {
  const { typeName, contract, details } = content;
  const record = normalForm({ contract, details });
  return { typeName, code: contract.code, version, operation: "UPSERT", at: updatedAt, record } as const;
}
