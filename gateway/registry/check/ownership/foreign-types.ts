/** A type that belongs to another department: whatever is put on it, or answered for its records, waits for that department. */
import { type ConstDirectiveNode, Kind, parse, print } from "graphql";
import { argumentOf, stringOf } from "../federation-names.ts";
import { defineFinding, type Finding } from "../finding.ts";
import { hasDirective, type TypePart } from "../type-parts.ts";
import { bearsNameOf, type World } from "../world.ts";
import { verdictOn } from "./directive-table.ts";
import { addedUses, bareText, type Member, membersOf, usesIn } from "./plain-text.ts";

export function foreignTypeFindings(type: TypePart, owners: readonly string[], world: World): readonly Finding[] {
  if (owners.length === 0) return [];
  const before = world.before.get(type.name);
  const known = [before, ...[...world.others.values()].map((types) => types.get(type.name))].filter(
    (each) => each !== undefined,
  );
  const claims = [...typeClaims(type, before, known), ...memberClaims(type, before, world, owners)];
  return claims.flatMap(({ what, coordinate, node }) =>
    owners.map((awaits) => claimed({ coordinate, node, awaits }, what, awaits)),
  );
}

interface Claim {
  readonly what: string;
  readonly coordinate: string;
  readonly node: TypePart["node"] | Member;
}

function typeClaims(type: TypePart, before: TypePart | undefined, known: readonly TypePart[]): readonly Claim[] {
  const isNew = (of: (part: TypePart) => readonly string[]) => (name: string) =>
    !known.some((part) => of(part).includes(name));
  const whats = [
    ...counting(addedUses(type.directives, before?.directives)).map(print),
    ...type.interfaces.filter(isNew(({ interfaces }) => interfaces)).map((name) => `implements ${name}`),
    ...type.members.filter(isNew(({ members }) => members)).map((name) => `= ${name}`),
  ];
  return whats.map((what) => ({ what, coordinate: type.name, node: type.node }));
}

function memberClaims(
  type: TypePart,
  before: TypePart | undefined,
  { others }: World,
  owners: readonly string[],
): readonly Claim[] {
  const known = new Map((before ? membersOf(before) : []).map((member) => [member.name.value, member]));
  const theirs = [...others.values()].flatMap((types) => types.get(type.name) ?? []).flatMap(membersOf);
  const isJoint = before !== undefined && !owners.some((owner) => bearsNameOf(type.name, owner));
  const keys = keyFields(type);
  const claims = membersOf(type).flatMap((member): readonly Claim[] => {
    const others = theirs.filter(({ name }) => name.value === member.name.value);
    // Of a type that several add to, each decides on what it alone has.
    if (isJoint && others.length === 0) return [];
    const last = known.get(member.name.value);
    const added = counting(addedUses(usesIn(member), last && usesIn(last)));
    const uses = added.filter((use) => !isTaking(use, member)).map(print);
    const whats = uses.length > 0 ? uses : isSaid(member, { last, others, keys, owners }) ? [] : [bareText(member)];
    return whats.map((what) => ({ what, coordinate: `${type.name}.${member.name.value}`, node: member }));
  });
  return [...claims, ...leftOut(type, theirs, before)];
}

interface Known {
  readonly last: Member | undefined;
  readonly others: readonly Member[];
  readonly keys: ReadonlySet<string>;
  readonly owners: readonly string[];
}

/** Whether it says nothing new: it stood here before, or repeats its owner's words, or only speaks of what is answered elsewhere. */
function isSaid(member: Member, { last, others, keys, owners }: Known): boolean {
  if (last && bareText(last) === bareText(member)) return true;
  if (member.kind !== Kind.FIELD_DEFINITION) return others.some((other) => bareText(other) === bareText(member));
  // What is taken from its owner has a finding of its own.
  const taken = member.directives?.find(({ name }) => name.value === "override");
  const isTaken = taken !== undefined && owners.includes(stringOf(argumentOf(taken, "from")) ?? "");
  return !last && (hasDirective(member, "external") || keys.has(member.name.value) || isTaken);
}

/** What one leaves out of an input or an enum, composition takes from all. */
function leftOut(type: TypePart, theirs: readonly Member[], before: TypePart | undefined): readonly Claim[] {
  if (type.kind !== "Enum" && type.kind !== "InputObject") return [];
  const own = new Set(membersOf(type).map(({ name }) => name.value));
  const had = before && new Set(membersOf(before).map(({ name }) => name.value));
  const names = new Set(theirs.map(({ name }) => name.value));
  return [...names]
    .filter((name) => !own.has(name) && (had === undefined || had.has(name)))
    .map((name) => ({ what: `− ${name}`, coordinate: type.name, node: type.node }));
}

function keyFields({ directives }: TypePart): ReadonlySet<string> {
  const keys = directives.filter(({ name }) => name.value === "key");
  return new Set(keys.flatMap((use) => topFields(stringOf(argumentOf(use, "fields")) ?? "")));
}

function topFields(selection: string): readonly string[] {
  try {
    const [definition] = parse(`{ ${selection} }`, { noLocation: true }).definitions;
    const selections = definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
    return selections.flatMap((each) => (each.kind === Kind.FIELD ? [each.name.value] : []));
  } catch {
    return [];
  }
}

function counting(uses: readonly ConstDirectiveNode[]): readonly ConstDirectiveNode[] {
  return uses.filter(({ name }) => verdictOn("foreign", name.value) === "waits");
}

/** Taking a field away has a finding of its own. */
function isTaking({ name }: ConstDirectiveNode, { kind }: Member): boolean {
  return kind === Kind.FIELD_DEFINITION && name.value === "override";
}

const claimed = defineFinding("FOREIGN_TYPE_CLAIMED", "error", (what: string, owner: string) => ({
  message: {
    ja: `${owner} の型に ${what} を書いています。`,
    en: `This puts ${what} on a type of ${owner}.`,
  },
  remedy: {
    ja: `${owner} の承認を得てください。`,
    en: `Have ${owner} approve it.`,
  },
}));
