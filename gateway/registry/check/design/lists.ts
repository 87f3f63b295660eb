/** Lists of records are read page by page: a list without pages grows until it is too large to answer. */
import { Kind, type TypeNode } from "graphql";
import { defineFinding, type Finding } from "../finding.ts";
import { hasDirective, type TypePart } from "../type-parts.ts";
import type { World } from "../world.ts";

export function listFindings(type: TypePart, { proposed, others }: World): readonly Finding[] {
  // The parts of a page are lists by their nature.
  if (/(?:Connection|Page)$/.test(type.name)) return [];
  const isRecord = (name: string) =>
    [proposed.types, ...others.values()].some((types) => {
      const item = types.get(name);
      return item !== undefined && (hasDirective(item, "key") || item.interfaces.includes("Node"));
    });
  return type.fields
    .filter((field) => isList(field.type) && isRecord(itemOf(field.type)))
    .filter((field) => !(field.arguments ?? []).some(({ name }) => name.value === "ids"))
    .map((node) => listWithoutPages({ coordinate: `${type.name}.${node.name.value}`, node }));
}

function isList(type: TypeNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE ? isList(type.type) : type.kind === Kind.LIST_TYPE;
}

function itemOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : itemOf(type.type);
}

const listWithoutPages = defineFinding("LIST_WITHOUT_PAGES", "warning", () => ({
  message: { ja: "記録の一覧なのに、ページに分かれていません。", en: "A list of records is not divided into pages." },
  remedy: {
    ja: "nodes、edges、pageInfo、totalCount を持つ …Connection を返してください。",
    en: "Return a …Connection with nodes, edges, pageInfo and totalCount.",
  },
}));
