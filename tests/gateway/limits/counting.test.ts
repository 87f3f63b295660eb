import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { type Counts, countDocument } from "../../../gateway/limits/count-document.ts";
import { documents } from "./arbitrary-documents.ts";

interface Expanded {
  readonly fields: FieldNode[];
  directives: number;
  depth: number;
  rootFields: number;
}

/** The same, by writing every fragment out wherever it is spread. */
function countExpanded(document: DocumentNode): Counts {
  const each = document.definitions.map((definition) => expandDefinition(definition, document));
  const most = (of: (expanded: Expanded) => number) => Math.max(...each.map(of));
  return {
    depth: most(({ depth }) => depth),
    fields: most(({ fields }) => fields.length),
    aliases: most(({ fields }) => fields.filter(({ alias }) => alias).length),
    directives: most(({ directives }) => directives),
    rootFields: most(({ rootFields }) => rootFields),
  };
}

function expandDefinition(definition: DefinitionNode, document: DocumentNode): Expanded {
  const expanded: Expanded = { fields: [], directives: definition.directives?.length ?? 0, depth: 0, rootFields: 0 };
  if (!("selectionSet" in definition)) return expanded;
  expandSelections(definition.selectionSet, 1, expanded, document);
  if (definition.kind === Kind.FRAGMENT_DEFINITION) expanded.rootFields = 0;
  return expanded;
}

function expandSelections(set: SelectionSetNode, depth: number, expanded: Expanded, document: DocumentNode): void {
  for (const selection of set.selections) expandSelection(selection, depth, expanded, document);
}

function expandSelection(selection: SelectionNode, depth: number, expanded: Expanded, document: DocumentNode): void {
  expanded.directives += selection.directives?.length ?? 0;
  if (selection.kind === Kind.FIELD) {
    expanded.fields.push(selection);
    expanded.depth = Math.max(expanded.depth, depth);
    if (depth === 1) expanded.rootFields++;
    if (selection.selectionSet) expandSelections(selection.selectionSet, depth + 1, expanded, document);
  } else if (selection.kind === Kind.INLINE_FRAGMENT) {
    expandSelections(selection.selectionSet, depth, expanded, document);
  } else {
    for (const fragment of document.definitions) {
      if (fragment.kind !== Kind.FRAGMENT_DEFINITION || fragment.name.value !== selection.name.value) continue;
      expanded.directives += fragment.directives?.length ?? 0;
      expandSelections(fragment.selectionSet, depth, expanded, document);
    }
  }
}

describe("the counts of a document", () => {
  test("are those of the document with every fragment written out", () => {
    fc.assert(
      fc.property(documents, (text) => {
        const document = parse(text);

        expect(countDocument(document)).toEqual(countExpanded(document));
      }),
      { numRuns: 300 },
    );
  });

  test("of fragments that double three hundred times are found without writing them out", () => {
    const doubling = Array.from(
      { length: 300 },
      (_, at) => `fragment F${at} on T { x: a { ...F${at + 1} ...F${at + 1} } }`,
    );
    const text = `{ ...F0 } ${doubling.join(" ")} fragment F300 on T { a }`;

    const counts = countDocument(parse(text));

    expect(counts?.depth).toBe(301);
    expect(counts?.fields).toBe(2 ** 300 * 2 - 1);
  });

  test.each([
    ["in itself", "{ ...A } fragment A on T { a { ...A } }"],
    ["by way of another", "{ ...A } fragment A on T { ...B } fragment B on T { a ...A }"],
    ["that nobody spreads", "{ a } fragment A on T { ...A }"],
  ])("are none where a fragment is %s", (_, text) => {
    expect(countDocument(parse(text))).toBeUndefined();
  });

  test("take no step of ofType for a step deeper", () => {
    const chain = "{ __schema { types { fields { type { ofType { ofType { ofType { name } } } } } } } }";

    expect(countDocument(parse(chain))?.depth).toBe(5);
  });

  test("leave what is not there to validation", () => {
    expect(countDocument(parse("{ a ...Nothing } type T { a: Int }"))).toMatchObject({ fields: 1, depth: 1 });
  });
});
