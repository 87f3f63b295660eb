/** A contract type is repeated by every department and belongs to none: what one of them adds to it would hold for all. */
import { print } from "graphql";
import { defineFinding, type Finding } from "../finding.ts";
import type { TypePart } from "../type-parts.ts";
import { contractShape } from "./contract-shape.ts";
import { verdictOn } from "./directive-table.ts";
import { addedUses, bareText, type Member, membersOf, usesIn } from "./plain-text.ts";

/** Who keeps the contract makes its interfaces entities. */
export function contractTypeFindings(type: TypePart, isKeeper: boolean): readonly Finding[] {
  const shape = contractShape.get(type.name);
  if (!shape) return [];
  const about = { coordinate: type.name, node: type.node };
  if (type.kind !== shape.kind) return [altered(about, type.kind)];
  const added = type.interfaces.filter((name) => !shape.interfaces.includes(name));
  return [
    ...refusedUses(type.directives, shape.directives)
      .filter((use) => !(isKeeper && type.kind === "Interface" && use === '@key(fields: "id")'))
      .map((use) => altered(about, use)),
    ...added.map((name) => altered(about, `implements ${name}`)),
    ...membersOf(type).flatMap((member) => memberFindings(type, member, shape)),
    ...missingFindings(type, shape),
  ];
}

/** What a member of a type has that the contract's has not. */
export function memberFindings(
  { name }: TypePart,
  member: Member,
  shape: Pick<TypePart, "fields" | "inputFields" | "values">,
): readonly Finding[] {
  const about = { coordinate: `${name}.${member.name.value}`, node: member };
  const known = [...shape.fields, ...shape.inputFields, ...shape.values].find(
    (each) => each.name.value === member.name.value,
  );
  if (!known) return [altered(about, bareText(member))];
  const differs = bareText(member) === bareText(known) ? [] : [altered(about, bareText(member))];
  return [...differs, ...refusedUses(usesIn(member), usesIn(known)).map((use) => altered(about, use))];
}

function refusedUses(now: TypePart["directives"], known: TypePart["directives"]): readonly string[] {
  return addedUses(now, known)
    .filter(({ name }) => verdictOn("contract", name.value) !== "free")
    .map(print);
}

/** Of inputs and enums, composition leaves to everybody only what all have. */
function missingFindings(type: TypePart, shape: TypePart): readonly Finding[] {
  const own = new Set(membersOf(type).map(({ name }) => name.value));
  const about = { coordinate: type.name, node: type.node };
  return [...shape.inputFields, ...shape.values]
    .filter(({ name }) => !own.has(name.value))
    .map(({ name }) => partMissing(about, name.value));
}

const altered = defineFinding("CONTRACT_ALTERED", "error", (what: string) => ({
  message: {
    ja: `共通契約にない ${what} を加えています。すべての部局に及びます。`,
    en: `The contract does not say ${what} here, and it would hold for every department.`,
  },
  remedy: {
    ja: "共通契約のとおりに戻してください。キット（defineDepartment）は正しい形を補います。必要なら自部局の型や項目に書いてください。",
    en: "Write it as the contract does; the kit (defineDepartment) fills it in. What you need, put on a type or field of your own.",
  },
}));

const partMissing = defineFinding("CONTRACT_PART_MISSING", "error", (part: string) => ({
  message: {
    ja: `共通契約の ${part} がありません。すべての部局からなくなります。`,
    en: `The contract's ${part} is missing, and would go away for every department.`,
  },
  remedy: {
    ja: "書き加えるか、使わないなら型ごと除いてください。",
    en: "Write it in, or leave the whole type out where you do not use it.",
  },
}));
