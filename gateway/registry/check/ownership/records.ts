/**
 * A department's own record stands in lists of the contract's interfaces beside those of all others: a mark on what it answers
 * of the contract marks the list. A rule there closes it, a price makes it dear, a record that is hidden leaves a hole in it.
 */
import { type ConstDirectiveNode, print } from "graphql";
import { defineFinding, type Finding } from "../finding.ts";
import type { TypePart, TypeParts } from "../type-parts.ts";
import { contractInterfaces, contractShape } from "./contract-shape.ts";
import { verdictOn } from "./directive-table.ts";
import { addedUses, usesIn } from "./plain-text.ts";

export function isRecord({ kind, interfaces }: TypePart): boolean {
  return kind === "Object" && interfaces.some((name) => contractInterfaces.has(name));
}

/** Of the type, and of own interfaces that it implements. */
export function recordFindings(type: TypePart, types: TypeParts): readonly Finding[] {
  if (!isRecord(type)) return [];
  const between = type.interfaces.filter((name) => !contractInterfaces.has(name));
  const parts = [type, ...between.flatMap((name) => types.get(name) ?? [])];
  return parts.flatMap((part) => partFindings(part, type));
}

function partFindings(part: TypePart, { interfaces }: TypePart): readonly Finding[] {
  const shared = interfaces.filter((name) => contractInterfaces.has(name));
  const whole = marks(part.directives, isHiding).map((use) =>
    marked({ coordinate: part.name, node: part.node }, print(use), shared),
  );
  const single = part.fields.flatMap((node) => {
    const known = shared
      .flatMap((name) => contractShape.get(name)?.fields ?? [])
      .filter(({ name }) => name.value === node.name.value);
    if (known.length === 0) return [];
    const coordinate = `${part.name}.${node.name.value}`;
    const among = shared.map((name) => `${name}.${node.name.value}`);
    const uses = marks(addedUses(usesIn(node), known.flatMap(usesIn)), () => true);
    return uses.map((use) => marked({ coordinate, node }, print(use), among));
  });
  return [...whole, ...single];
}

/** What a record costs as a whole is paid only by who asks for it by its own name. */
function isHiding(directive: string): boolean {
  return directive !== "cost" && directive !== "listSize";
}

function marks(uses: readonly ConstDirectiveNode[], counts: (directive: string) => boolean) {
  return uses.filter(
    ({ name }) =>
      verdictOn("record", name.value) === "refused" && verdictOn("own", name.value) === "free" && counts(name.value),
  );
}

const marked = defineFinding("RECORD_MARKED", "error", (mark: string, among: readonly string[]) => ({
  message: {
    ja: `${mark} は、${among.join("、")} を通して、ほかの部局の記録にも及びます。`,
    en: `${mark} would hold for records of other departments too, through ${among.join(", ")}.`,
  },
  remedy: {
    ja: "共通契約の項目と記録の型には付けず、限る内容はこの部局だけの項目に分けてください。",
    en: "Leave the type and the contract's fields unmarked, and move what is special to fields of this department's own.",
  },
}));
