/** Names that begin with two underscores are GraphQL's own; composition drops them without a word. */
import { type DocumentNode, visit } from "graphql";
import { defineFinding, type Finding } from "./finding.ts";

export function reservedFindings(document: DocumentNode): readonly Finding[] {
  const found: Finding[] = [];
  visit(document, {
    enter(node) {
      const isDefinition = /(?:Definition|Extension)$/.test(node.kind) && "name" in node;
      const name = isDefinition ? node.name?.value : undefined;
      if (name?.startsWith("__")) found.push(reserved({ node, coordinate: name }));
    },
  });
  return found;
}

const reserved = defineFinding("NAME_OF_GRAPHQL", "error", () => ({
  message: { ja: "__ で始まる名前は GraphQL が使います。", en: "Names that begin with __ are GraphQL's own." },
  remedy: { ja: "別の名前にしてください。", en: "Give it another name." },
}));
