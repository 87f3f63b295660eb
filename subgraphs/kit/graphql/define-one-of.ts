/** `@oneOf` is a directive of GraphQL itself, which Apollo's subgraph library takes only where the schema defines it. */
import { type DocumentNode, Kind, parse, visit } from "graphql";

const definition = parse("directive @oneOf on INPUT_OBJECT", { noLocation: true });

/** The same document where it does without, or has a definition. */
export function defineOneOf(document: DocumentNode): DocumentNode {
  if (!usesOneOf(document)) return document;
  return { ...document, definitions: [...document.definitions, ...definition.definitions] };
}

function usesOneOf(document: DocumentNode): boolean {
  const isDefined = document.definitions.some(
    (each) => each.kind === Kind.DIRECTIVE_DEFINITION && each.name.value === "oneOf",
  );
  let isUsed = false;
  visit(document, {
    Directive: ({ name }) => {
      if (name.value === "oneOf") isUsed = true;
    },
  });
  return isUsed && !isDefined;
}
