/** Creates, updates, ends and withdraws a department's records, each in one transaction and only from the version that was read. */

import { type GraphQLResolveInfo, getNamedType, isInputObjectType } from "graphql";
import type { EntityManager } from "typeorm";
import { commitChange } from "../changes/commit-change.ts";
import { type IdempotentRequest, toIdempotentRequest } from "../changes/idempotent-request.ts";
import { runOnce } from "../changes/run-once.ts";
import { pascalCase } from "../contract/department-sdl.ts";
import type { Database } from "../database/open.ts";
import { errors } from "../errors.ts";
import { takeTurn } from "../feed/append.ts";
import type { UserError } from "../generated/contract.ts";
import type { SubgraphContext } from "../graphql/context.ts";
import { doubtReasons } from "../import/doubt-reasons.ts";
import { isReversed } from "../import/plausibility.ts";
import { decodeGlobalId, type RecordKey } from "../records/global-id.ts";
import { type RecordVersionKey, readContent, readVersion } from "../records/read-content.ts";
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
import { sourceOfVersion } from "../records/source.ts";
import type { DepartmentStores } from "../records/stores.ts";
import type { Department } from "./definition.ts";
import { judgeInput } from "./judge-input.ts";
import { type OwnFields, ownFieldsOf, strayFields } from "./own-fields.ts";
import { userErrorOf } from "./user-errors.ts";

interface Keyed {
  readonly idempotencyKey?: string | null;
}

interface CreateInput extends Keyed {
  readonly measure?: MeasureInput;
  readonly talentResource?: TalentResourceInput;
  readonly details?: Details | null;
}

interface UpdateInput extends CreateInput {
  readonly version: number;
}

interface EndInput extends Keyed {
  readonly id: string;
  readonly version: number;
  readonly endFiscalYear?: number | null;
}

type Mutation<Input> = (
  parent: unknown,
  args: { readonly input: Input },
  context: SubgraphContext,
  info: Pick<GraphQLResolveInfo, "fieldName" | "parentType">,
) => Promise<object>;

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
  return {
    [`create${type}`]: mutation<CreateInput>(scope, (input) =>
      write(scope, { content: contentOf(scope, input), expect: "new" }),
    ),
    [`update${type}`]: mutation<UpdateInput>(scope, (input, given) =>
      write(scope, { content: keepingCode(contentOf(scope, input), given), expect: { version: input.version } }),
    ),
    [`end${type}`]: mutation<EndInput>(scope, (input) => endRecord(scope, input)),
    [`withdraw${type}`]: mutation<EndInput>(scope, (input) => withdrawOne(scope, input)),
  };
}

/** What a mutation comes to: refused for what is sent, or a change of the records. */
type Step = { readonly refusals: readonly UserError[] } | { readonly change: Change };
type Change = (manager: EntityManager) => Promise<Settled>;

/** What became of a change, as a repetition of it is told too. */
interface Settled {
  readonly userErrors: readonly UserError[];
  /** Null where it was refused, and of a withdrawal. */
  readonly saved: RecordVersionKey | null;
}

function mutation<Input extends Keyed>(scope: Scope, toStep: (input: Input, given: Input) => Step): Mutation<Input> {
  return async (_, { input: given }, { mayWrite, caller }, info) => {
    if (!mayWrite) throw errors.writesClosed();
    const { idempotencyKey: key, ...asked } = given;
    const request = toIdempotentRequest({ caller, key, change: info.fieldName, input: asked });
    const { input, faults } = judgeInput(inputTypeOf(info), given);
    if (faults.length > 0) return payload(scope, null, faults.map(userErrorOf.valueInvalid));
    const step = toStep(input, given);
    return "change" in step ? makeChange(scope, request, step.change) : payload(scope, null, step.refusals);
  };
}

function inputTypeOf({ parentType, fieldName }: Pick<GraphQLResolveInfo, "fieldName" | "parentType">) {
  const argument = parentType.getFields()[fieldName]?.args.find(({ name }) => name === "input");
  const type = argument && getNamedType(argument.type);
  if (!isInputObjectType(type)) throw new TypeError(`the mutation ${fieldName} has no input`);
  return type;
}

/** The answer is read in the transaction: after the commit nothing can keep it from whoever made the change. */
async function makeChange(scope: Scope, request: IdempotentRequest | undefined, change: Change): Promise<object> {
  const { database, department } = scope;
  const { userErrors, record } = await commitChange(database, async (manager) => {
    // Whoever sends the same at the same time waits here.
    if (request) await takeTurn(manager);
    const settled = await runOnce(manager, request, () => change(manager));
    return { ...settled, record: settled.saved && (await readVersion(manager, settled.saved)) };
  });
  return payload(scope, record && sourceOfVersion(record, department.code), userErrors);
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

/** A record keeps the code that it has, also one that is written otherwise today. */
function keepingCode(content: RecordContent, { measure, talentResource }: CreateInput): RecordContent {
  const code = (measure ?? talentResource)?.code ?? content.contract.code;
  return isRecordCode(code) ? { ...content, contract: { ...content.contract, code } } : content;
}

function write(scope: Scope, { content, expect }: { content: RecordContent; expect: Expectation }): Step {
  const refusals = refusalsOf(scope, content);
  if (refusals.length > 0) return { refusals };
  const key = { typeName: content.typeName, code: content.contract.code };
  return {
    change: async (manager) => {
      const [outcome] = await saveRecords(manager, scope.store, [{ content, expect }]);
      return settle(scope, key, outcome ?? { outcome: "absent" });
    },
  };
}

/** What the schema cannot say about an input. */
function refusalsOf(
  { ownFields, interfaceName }: Scope,
  { typeName, contract, details }: RecordContent,
): readonly UserError[] {
  const field = fieldOf[interfaceName];
  const own = ownFields.get(typeName);
  return [
    ...(own ? [] : [userErrorOf.kindUnknown(kindOf(contract) ?? typeName)]),
    ...(own ? strayFields(own, details).map((name) => userErrorOf.ownFieldStray(name, typeName)) : []),
    ...(contract.sources.length > 0 ? [] : [userErrorOf.sourceMissing(field)]),
  ];
}

function kindOf(contract: ContractInput): string | undefined {
  return "kind" in contract ? contract.kind : undefined;
}

function endRecord(scope: Scope, { id, version, endFiscalYear }: EndInput): Step {
  const key = decodeGlobalId(id);
  if (key === undefined) return { refusals: [userErrorOf.notFound()] };
  return {
    change: async (manager) => {
      // What is read before the turn is taken may be changed by the writer before us, and be written back over it.
      await takeTurn(manager);
      const content = await readContent(manager, scope.store, key.code);
      if (content?.typeName !== key.typeName) return refused(userErrorOf.notFound());
      if (content.contract.lifecycle === "ENDED") return refused(userErrorOf.alreadyEnded());
      const start = "startFiscalYear" in content.contract ? content.contract.startFiscalYear : undefined;
      if (isReversed(start, endFiscalYear)) {
        const reason = doubtReasons.reversed("startFiscalYear");
        return refused(userErrorOf.valueInvalid({ path: ["endFiscalYear"], reason }));
      }
      const [saved] = await saveRecords(manager, scope.store, [
        { content: ended(content, endFiscalYear), expect: { version } },
      ]);
      return settle(scope, key, saved ?? { outcome: "absent" });
    },
  };
}

/** The same content, ended; the last fiscal year is set if one is given. */
export function ended(content: RecordContent, endFiscalYear?: number | null): RecordContent {
  const year = endFiscalYear ? { endFiscalYear } : {};
  return { ...content, contract: { ...content.contract, ...year, lifecycle: "ENDED" } };
}

function withdrawOne(scope: Scope, { id, version }: EndInput): Step {
  const key = decodeGlobalId(id);
  if (key === undefined) return { refusals: [userErrorOf.notFound()] };
  return {
    change: async (manager) => {
      const outcome = await withdrawRecord(manager, scope.store, { ...key, version });
      return { ...settle(scope, key, outcome), saved: null };
    },
  };
}

function settle({ interfaceName }: Scope, key: RecordKey, outcome: WriteOutcome): Settled {
  if (outcome.outcome === "stale") return refused(userErrorOf.staleVersion(outcome.version));
  if (outcome.outcome === "otherType") return refused(userErrorOf.kindChanged(outcome.typeName));
  if (!("version" in outcome))
    return refused(
      outcome.outcome === "exists"
        ? userErrorOf.alreadyExists(fieldOf[interfaceName], key.code)
        : userErrorOf.notFound(),
    );
  return { userErrors: [], saved: { ...key, version: outcome.version } };
}

function refused(error: UserError): Settled {
  return { userErrors: [error], saved: null };
}

function payload({ interfaceName }: Scope, result: unknown, userErrors: readonly UserError[]): object {
  return { [fieldOf[interfaceName]]: result, userErrors };
}

/** The field of inputs and payloads that holds the record. */
const fieldOf = { Measure: "measure", TalentResource: "talentResource" } as const satisfies Record<
  RecordInterface,
  string
>;
