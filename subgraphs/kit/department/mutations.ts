/** Creates, updates, ends and withdraws a department's records, each in one transaction and only from the version that was read. */

import { pascalCase } from "../contract/department-sdl.ts";
import type { Database } from "../database/open.ts";
import { errors } from "../errors.ts";
import { takeTurn } from "../feed/append.ts";
import type { UserError } from "../generated/contract.ts";
import type { SubgraphContext } from "../graphql/context.ts";
import { decodeGlobalId } from "../records/global-id.ts";
import { readContent } from "../records/read-content.ts";
import type {
  ContractInput,
  Details,
  MeasureInput,
  RecordContent,
  RecordInterface,
  TalentResourceInput,
} from "../records/record.ts";
import { isRecordCode } from "../records/record-code.ts";
import { type Expectation, type RecordStore, saveRecords, type WriteOutcome, withdrawRecord } from "../records/save.ts";
import { sourceOfRow } from "../records/source.ts";
import type { DepartmentStores } from "../records/stores.ts";
import type { Department } from "./definition.ts";
import { type OwnFields, ownFieldsOf, strayFields } from "./own-fields.ts";
import { userErrorOf } from "./user-errors.ts";

interface CreateInput {
  readonly measure?: MeasureInput;
  readonly talentResource?: TalentResourceInput;
  readonly details?: Details | null;
}

interface UpdateInput extends CreateInput {
  readonly version: number;
}

interface EndInput {
  readonly id: string;
  readonly version: number;
  readonly endFiscalYear?: number | null;
}

type Mutation<Input> = (parent: unknown, args: { readonly input: Input }, context: SubgraphContext) => Promise<object>;

export function createMutations(department: Department, database: Database, stores: DepartmentStores) {
  const shared = { department, database, ownFields: ownFieldsOf(department.sdl) };
  return {
    ...mutationsOf({ ...shared, store: stores.Measure, interfaceName: "Measure" }),
    ...mutationsOf({ ...shared, store: stores.TalentResource, interfaceName: "TalentResource" }),
  };
}

interface Scope {
  readonly department: Department;
  readonly database: Database;
  readonly ownFields: OwnFields;
  readonly store: RecordStore;
  readonly interfaceName: RecordInterface;
}

function mutationsOf(scope: Scope) {
  const type = `${pascalCase(scope.department.code)}${scope.interfaceName}`;
  const create: Mutation<CreateInput> = (_, { input }, context) =>
    write(scope, context, { content: contentOf(scope, input), expect: "new" });
  const update: Mutation<UpdateInput> = (_, { input }, context) =>
    write(scope, context, { content: contentOf(scope, input), expect: { version: input.version } });
  const end: Mutation<EndInput> = (_, { input }, context) => endRecord(scope, context, input);
  const withdraw: Mutation<EndInput> = (_, { input }, context) => withdrawOne(scope, context, input);
  return {
    [`create${type}`]: guarded(create),
    [`update${type}`]: guarded(update),
    [`end${type}`]: guarded(end),
    [`withdraw${type}`]: guarded(withdraw),
  };
}

function guarded<Input>(mutation: Mutation<Input>): Mutation<Input> {
  return async (parent, args, context) => {
    if (!context.mayWrite) throw errors.writesClosed();
    return mutation(parent, args, context);
  };
}

/** A measure has its department's one type; a resource's type follows from its kind. */
export function typeNameOf(department: Department, contract: ContractInput): string {
  const prefix = pascalCase(department.code);
  return `${prefix}${"kind" in contract ? pascalCase(contract.kind) : "Measure"}`;
}

function contentOf({ department }: Scope, { measure, talentResource, details }: CreateInput): RecordContent {
  const contract = measure ?? talentResource;
  // The schema makes the field of its own input type mandatory, so one of the two is there.
  if (contract === undefined) throw new TypeError("an input without a record passed validation");
  return { typeName: typeNameOf(department, contract), contract, details: details ?? {} };
}

async function write(
  scope: Scope,
  context: SubgraphContext,
  { content, expect }: { content: RecordContent; expect: Expectation },
): Promise<object> {
  const refusals = refusalsOf(scope, content);
  if (refusals.length > 0) return payload(scope, null, refusals);
  const [outcome] = await scope.database.transaction((manager) =>
    saveRecords(manager, scope.store, [{ content, expect }]),
  );
  return answer(scope, context, content.contract.code, outcome ?? { outcome: "absent" });
}

/** What the schema cannot say about an input. */
function refusalsOf(
  { ownFields, interfaceName }: Scope,
  { typeName, contract, details }: RecordContent,
): readonly UserError[] {
  const field = fieldOf[interfaceName];
  const own = ownFields.get(typeName);
  const predecessor = ("predecessorCode" in contract && contract.predecessorCode) || undefined;
  return [
    ...(own ? [] : [userErrorOf.kindUnknown(kindOf(contract) ?? typeName)]),
    ...(own ? strayFields(own, details).map((name) => userErrorOf.ownFieldStray(name, typeName)) : []),
    ...(isRecordCode(contract.code) ? [] : [userErrorOf.codeInvalid(field, contract.code)]),
    ...(predecessor === undefined || isRecordCode(predecessor) ? [] : [userErrorOf.predecessorInvalid()]),
    ...(contract.sources.length > 0 ? [] : [userErrorOf.sourceMissing(field)]),
  ];
}

function kindOf(contract: ContractInput): string | undefined {
  return "kind" in contract ? contract.kind : undefined;
}

async function endRecord(
  scope: Scope,
  context: SubgraphContext,
  { id, version, endFiscalYear }: EndInput,
): Promise<object> {
  const key = decodeGlobalId(id);
  if (key === undefined) return payload(scope, null, [userErrorOf.notFound()]);
  const outcome = await scope.database.transaction(async (manager): Promise<WriteOutcome | "ended"> => {
    // What is read before the turn is taken may be changed by the writer before us, and be written back over it.
    await takeTurn(manager);
    const content = await readContent(manager, scope.store, key.code);
    if (content?.typeName !== key.typeName) return { outcome: "absent" };
    if (content.contract.lifecycle === "ENDED") return "ended";
    const [saved] = await saveRecords(manager, scope.store, [
      { content: ended(content, endFiscalYear), expect: { version } },
    ]);
    return saved ?? { outcome: "absent" };
  });
  if (outcome === "ended") return payload(scope, null, [userErrorOf.alreadyEnded()]);
  return answer(scope, context, key.code, outcome);
}

/** The same content, ended; the last fiscal year is set if one is given. */
export function ended(content: RecordContent, endFiscalYear?: number | null): RecordContent {
  const year = endFiscalYear ? { endFiscalYear } : {};
  return { ...content, contract: { ...content.contract, ...year, lifecycle: "ENDED" } };
}

async function withdrawOne(scope: Scope, context: SubgraphContext, { id, version }: EndInput): Promise<object> {
  const key = decodeGlobalId(id);
  if (key === undefined) return payload(scope, null, [userErrorOf.notFound()]);
  const outcome = await scope.database.transaction((manager) =>
    withdrawRecord(manager, scope.store, { ...key, version }),
  );
  return answer(scope, context, key.code, outcome);
}

async function answer(scope: Scope, context: SubgraphContext, code: string, outcome: WriteOutcome): Promise<object> {
  if (outcome.outcome === "stale") return payload(scope, null, [userErrorOf.staleVersion(outcome.version)]);
  if (outcome.outcome === "exists")
    return payload(scope, null, [userErrorOf.alreadyExists(fieldOf[scope.interfaceName], code)]);
  if (outcome.outcome === "absent") return payload(scope, null, [userErrorOf.notFound()]);
  if (outcome.outcome === "otherType") return payload(scope, null, [userErrorOf.kindChanged(outcome.typeName)]);
  const loaders = context.loaders[scope.interfaceName];
  // An earlier mutation of the same request may have loaded the version before this one.
  loaders.forget(code);
  const row = await loaders.rows.load(code);
  return payload(scope, row ? sourceOfRow(row, scope.department.code, loaders) : null, []);
}

function payload({ interfaceName }: Scope, result: unknown, userErrors: readonly UserError[]): object {
  return { [fieldOf[interfaceName]]: result, userErrors };
}

/** The field of inputs and payloads that holds the record. */
const fieldOf = { Measure: "measure", TalentResource: "talentResource" } as const satisfies Record<
  RecordInterface,
  string
>;
