import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type GraphQLObjectType, type GraphQLSchema, isInputObjectType, isObjectType } from "graphql";
import { departmentNames, pascalCase } from "#kit/contract/department-sdl.ts";
import { createDepartmentSchema } from "#kit/department/schema.ts";
import { decodeGlobalId, encodeGlobalId } from "#kit/records/global-id.ts";
import { arbitraryInput } from "../../support/arbitrary-input.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { departments, type OpenDepartment, openForTest } from "../../support/departments.ts";
import { asWritten, everythingOf } from "../../support/read-back.ts";

const recordCode = fc.stringMatching(/^[a-z0-9]{1,8}-[A-Z]{0,3}[ぁ-ん]?$/);

describeOnDatabases("what is written to a department", ({ newSettings }) => {
  describe.each(departments)("$code", (department) => {
    test("is read through GraphQL unchanged, every contract field and every own field of a measure", async () => {
      const opened = await openForTest(department, newSettings());

      await assertRoundTrip(opened, { interfaceName: "Measure", typeName: `${prefixOf(opened)}Measure` });
    });

    test("is read through GraphQL unchanged, every field of each kind of talent resource", async () => {
      const opened = await openForTest(department, newSettings());
      const kinds = kindsOf(opened);

      expect(kinds.length).toBeGreaterThan(1);
      for (const kind of kinds) {
        const typeName = `${prefixOf(opened)}${pascalCase(kind)}`;
        await assertRoundTrip(opened, { interfaceName: "TalentResource", typeName, kind });
      }
    });
  });
});

interface Subject {
  readonly interfaceName: "Measure" | "TalentResource";
  readonly typeName: string;
  readonly kind?: string;
}

/** Counted over all kinds of a department, whose records have their codes in common. */
let records = 0;

async function assertRoundTrip(opened: OpenDepartment, subject: Subject): Promise<void> {
  const schema = createDepartmentSchema(opened.department, opened.database);
  const type = objectType(schema, subject.typeName);
  await fc.assert(
    fc.asyncProperty(...arbitraryRecord(opened, schema, subject), async (contract, details) => {
      records += 1;
      const written = { contract: { ...contract, code: `${contract["code"]}${records}` }, details };
      expect(await writeAndRead(opened, subject, { schema, type, ...written })).toEqual(written);
    }),
    { numRuns: 12 },
  );
}

type Fields = Readonly<Record<string, unknown>>;

function arbitraryRecord(opened: OpenDepartment, schema: GraphQLSchema, { interfaceName, typeName, kind }: Subject) {
  const own = objectType(schema, typeName).getFields();
  const sources = fc.array(arbitraryInput(inputType(schema, "SourceInput")), { minLength: 1, maxLength: 3 });
  const chosen = { code: recordCode, sources, ...(kind ? { kind: fc.constant(kind) } : {}) };
  const predecessor = interfaceName === "Measure" ? { predecessorCode: fc.option(recordCode) } : {};
  const contract = arbitraryInput(inputType(schema, `${interfaceName}Input`), { ...chosen, ...predecessor });
  const details = arbitraryInput(inputType(schema, `${prefixOf(opened)}${interfaceName}DetailsInput`));
  const ofThisType = (fields: Fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => name in own));
  return [contract.map((fields) => fields as Fields), details.map((fields) => ofThisType(fields as Fields))] as const;
}

interface Written {
  readonly schema: GraphQLSchema;
  readonly type: GraphQLObjectType;
  readonly contract: Fields;
  readonly details: Fields;
}

async function writeAndRead({ ask, department }: OpenDepartment, subject: Subject, written: Written) {
  const { schema, type, contract, details } = written;
  const { interfaceName, typeName } = subject;
  const noun = `${departmentNames(department.code, "").prefix}${interfaceName}`;
  const field = interfaceName === "Measure" ? "measure" : "talentResource";
  const created = await ask(
    `mutation ($input: Create${noun}Input!) { create${noun}(input: $input) { userErrors { code path } } }`,
    { input: { [field]: contract, details } },
  );
  expect(created).toEqual({ data: { [`create${noun}`]: { userErrors: [] } } });
  const answer = await ask(
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${typeName} ${everythingOf(type)} } }`,
    { of: [{ __typename: typeName, id: encodeGlobalId({ typeName, code: String(contract["code"]) }) }] },
  );
  expect(answer.errors ?? []).toEqual([]);
  const [shown] = answer.data._entities;
  const predecessorCode = decodeGlobalId(shown.predecessorId ?? "")?.code ?? null;
  const detailsType = inputType(schema, `${noun}DetailsInput`);
  return {
    contract: asWritten({ ...shown, predecessorCode }, inputType(schema, `${interfaceName}Input`)),
    details: asWritten(Object.fromEntries(Object.keys(details).map((name) => [name, shown[name]])), detailsType),
  };
}

function prefixOf({ department }: OpenDepartment): string {
  return departmentNames(department.code, department.name.ja).prefix;
}

function kindsOf({ department }: OpenDepartment): readonly string[] {
  const { prefix } = departmentNames(department.code, department.name.ja);
  const types = [...department.sdl.matchAll(/^type (\w+) implements Node & TalentResource/gm)].map(([, name]) => name);
  return types.map((name) =>
    (name ?? "")
      .slice(prefix.length)
      .replace(/(?<!^)[A-Z]/g, "_$&")
      .toUpperCase(),
  );
}

function inputType(schema: GraphQLSchema, name: string) {
  const type = schema.getType(name);
  if (!isInputObjectType(type)) throw new TypeError(`no input type ${name}`);
  return type;
}

function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new TypeError(`no object type ${name}`);
  return type;
}
