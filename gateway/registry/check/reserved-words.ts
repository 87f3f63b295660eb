/** Names that are GraphQL's own (composition drops them without a word), and those that federation gives every subgraph. */
import { type DocumentNode, isTypeDefinitionNode, isTypeExtensionNode, visit } from "graphql";
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
  return [...found, ...federationFindings(document)];
}

/** Every subgraph has them from its library. */
function federationFindings({ definitions }: DocumentNode): readonly Finding[] {
  return definitions.flatMap((node) => {
    if (!isTypeDefinitionNode(node) && !isTypeExtensionNode(node)) return [];
    const type = node.name.value;
    if (/^_(?:Any|Entity|Service)$/.test(type)) return [federations({ node, coordinate: type })];
    const fields = type === "Query" && "fields" in node ? (node.fields ?? []) : [];
    return fields
      .filter(({ name }) => /^_(?:entities|service)$/.test(name.value))
      .map((field) => federations({ node: field, coordinate: `${type}.${field.name.value}` }));
  });
}

const reserved = defineFinding("NAME_OF_GRAPHQL", "error", () => ({
  message: { ja: "__ で始まる名前は GraphQL が使います。", en: "Names that begin with __ are GraphQL's own." },
  remedy: { ja: "別の名前にしてください。", en: "Give it another name." },
}));

const federations = defineFinding("NAME_OF_FEDERATION", "error", () => ({
  message: {
    ja: "federation がサブグラフに加える名前です。自分で定義すると、レコードの参照がほかの意味になります。",
    en: "Federation gives every subgraph this by itself; defined here, it would mean something else.",
  },
  remedy: {
    ja: "この定義を除いてください。サブグラフのライブラリーが加えます。",
    en: "Take the definition out. The subgraph's library adds it.",
  },
}));
