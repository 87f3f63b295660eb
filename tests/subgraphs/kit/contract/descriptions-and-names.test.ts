import { describe, expect, test } from "@jest/globals";
import { type DocumentNode, Kind, type NameNode, parse, type StringValueNode, visit } from "graphql";
import { contractDocument } from "#kit/contract/documents.ts";
import { departments } from "../../../support/departments.ts";

const published = departments.map(({ code, sdl }) => ({ name: `the ${code} department`, document: parse(sdl) }));

describe.each([{ name: "the contract", document: contractDocument }, ...published])(
  "the SDL of $name",
  ({ document }) => {
    test("describes every type, field, argument, input field and enum value in Japanese and English", () => {
      const lacking = definitionsIn(document).filter(({ description }) => !isBilingual(description?.value ?? ""));

      expect(lacking.map(({ place }) => place)).toEqual([]);
    });

    test("names types in PascalCase, fields and arguments in camelCase, enum values in CONSTANT_CASE", () => {
      const misnamed = definitionsIn(document).filter(({ pattern, name }) => !pattern.test(name));

      expect(misnamed.map(({ place }) => place)).toEqual([]);
    });

    test("gives input types the suffix Input or Filter", () => {
      const inputs = definitionsIn(document).filter(({ kind }) => kind === Kind.INPUT_OBJECT_TYPE_DEFINITION);

      expect(inputs.length).toBeGreaterThan(0);
      expect(inputs.map(({ name }) => name).filter((name) => !/(Input|Filter)$/.test(name))).toEqual([]);
    });
  },
);

describe.each(published)("the root fields of $name", ({ document }) => {
  test("answer lists as connections of edges, and mutations as payloads from one input", () => {
    const fields = fieldsOf(document);

    const forTheCatalog = ["owner", "changes"];
    const lists = (fields.get("Query") ?? []).filter(([name]) => !forTheCatalog.includes(name));
    expect(lists).toHaveLength(2);
    expect(lists).toEqual(lists.map(([name]) => [name, expect.stringMatching(/^\w+Connection$/)]));
    expect(fields.get("Mutation")).toHaveLength(8);
    for (const [name, type] of fields.get("Mutation") ?? []) {
      expect([name, type]).toEqual([name, expect.stringMatching(/^\w+Payload$/)]);
    }
    for (const [type, members] of fields) {
      if (type.endsWith("Connection")) {
        expect(members.map(([name]) => name)).toEqual(["edges", "nodes", "pageInfo", "totalCount"]);
        expect(members[0]?.[1]).toBe(`[${type.replace(/Connection$/, "Edge")}!]!`);
      }
    }
  });
});

interface Definition {
  readonly kind: Kind;
  readonly place: string;
  readonly name: string;
  readonly pattern: RegExp;
  readonly description: StringValueNode | undefined;
}

const typeName = /^[A-Z][A-Za-z0-9]*$/;
const memberName = /^[a-z][A-Za-z0-9]*$/;

const patterns: Partial<Record<Kind, RegExp>> = {
  [Kind.OBJECT_TYPE_DEFINITION]: typeName,
  [Kind.INTERFACE_TYPE_DEFINITION]: typeName,
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: typeName,
  [Kind.ENUM_TYPE_DEFINITION]: typeName,
  [Kind.SCALAR_TYPE_DEFINITION]: typeName,
  [Kind.UNION_TYPE_DEFINITION]: typeName,
  [Kind.FIELD_DEFINITION]: memberName,
  [Kind.INPUT_VALUE_DEFINITION]: memberName,
  [Kind.ENUM_VALUE_DEFINITION]: /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/,
};

/** What a subgraph itself defines; the root types are the gateway's to describe. */
function definitionsIn(document: DocumentNode): readonly Definition[] {
  const found: Definition[] = [];
  const above: string[] = [];
  visit(document, {
    enter(node) {
      if (!("name" in node) || !isNamed(node.name)) return;
      const pattern = patterns[node.kind];
      if (pattern === undefined) return;
      above.push(node.name.value);
      const description = "description" in node ? node.description : undefined;
      found.push({ kind: node.kind, place: above.join("."), name: node.name.value, pattern, description });
    },
    leave(node) {
      if (patterns[node.kind] !== undefined) above.pop();
    },
  });
  return found.filter(({ place }) => place !== "Query" && place !== "Mutation");
}

function isNamed(name: unknown): name is NameNode {
  return typeof name === "object" && name !== null && "value" in name;
}

function isBilingual(text: string): boolean {
  return /[\u3040-\u30ff\u4e00-\u9fff]/u.test(text) && /[A-Za-z]{2}/.test(text);
}

function fieldsOf(document: DocumentNode): ReadonlyMap<string, readonly (readonly [string, string])[]> {
  const types = document.definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
  return new Map(
    types.map((type) => [
      type.name.value,
      (type.fields ?? []).map((field) => [field.name.value, typeText(field.type)] as const),
    ]),
  );
}

function typeText(type: import("graphql").TypeNode): string {
  if (type.kind === Kind.NAMED_TYPE) return type.name.value;
  return type.kind === Kind.NON_NULL_TYPE ? `${typeText(type.type)}!` : `[${typeText(type.type)}]`;
}
