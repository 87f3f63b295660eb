/**
 * Access rules that would go away: each place that was ever served keeps its last rules, also while nobody serves it. Whoever
 * brings it back without them, or leaves it to others that have none, opens it, and needs the approval of the rules' owner.
 */
import { type ASTNode, type ConstDirectiveNode, type DocumentNode, parse, print } from "graphql";
import { contractTypeNames } from "./contract-types.ts";
import { canonicalNames } from "./federation-names.ts";
import { defineFinding, type Finding } from "./finding.ts";
import type { Published, RememberedRules } from "./proposal.ts";
import { typeParts } from "./type-parts.ts";
import { index } from "./world.ts";

interface RuledPlace {
  readonly node: ASTNode;
  /** Under federation's own names, whatever the document calls them. */
  readonly rules: readonly string[];
}

/** By coordinate: every type and every field, with rules or without. */
export type RuledPlaces = ReadonlyMap<string, RuledPlace>;

export function placesIn(document: DocumentNode): RuledPlaces {
  const places = new Map<string, RuledPlace>();
  for (const { name, node, directives, fields } of typeParts(canonicalNames(document)).values()) {
    places.set(name, { node, rules: rulesOf(directives) });
    for (const field of fields) {
      const coordinate = `${name}.${field.name.value}`;
      // A type in several parts may say the same field twice.
      const before = places.get(coordinate)?.rules ?? [];
      places.set(coordinate, { node: field, rules: [...before, ...rulesOf(field.directives)] });
    }
  }
  return places;
}

const ruleNames = ["authenticated", "requiresScopes", "policy"];

function rulesOf(directives: readonly ConstDirectiveNode[] = []): readonly string[] {
  return directives.filter(({ name }) => ruleNames.includes(name.value)).map(print);
}

interface Change {
  /** The subgraph that changes. */
  readonly name: string;
  /** Undefined where it goes. */
  readonly proposed: DocumentNode | undefined;
  readonly published: readonly Published[];
  /** Of places that nobody need serve any more. */
  readonly remembered: readonly RememberedRules[];
}

export function openedRules({ name, proposed, published, remembered }: Change): readonly Finding[] {
  const now = new Map(published.map((each) => [each.name, placesIn(parse(each.sdl, { noLocation: true }))]));
  const next: ReadonlyMap<string, RuledPlaces> = new Map(now).set(name, proposed ? placesIn(proposed) : new Map());
  return lastRules(now, remembered).flatMap((last) => {
    const place = last.subgraph === name ? ownPlace(last, next) : foreignPlace(last, { name, now, next });
    const opened = place ? last.rules.filter((rule) => !place.rules.includes(rule)) : [];
    const { subgraph: awaits, coordinate } = last;
    return opened.map((rule) => ruleOpened({ coordinate, awaits, node: place?.node }, rule));
  });
}

type Places = ReadonlyMap<string, RuledPlaces>;

/** What is published now says what is so now; only of what it does not speak the memory counts. */
function lastRules(now: Places, remembered: readonly RememberedRules[]): readonly RememberedRules[] {
  const present = [...now].flatMap(([subgraph, places]) =>
    [...places].map(([coordinate, { rules }]) => ({ subgraph, coordinate, rules })),
  );
  const past = remembered.filter(({ subgraph, coordinate }) => !now.get(subgraph)?.has(coordinate));
  return [...present, ...past].filter(({ rules, coordinate }) => rules.length > 0 && !isEverybodys(coordinate));
}

/** A rule on what the contract has was never a department's to set. */
function isEverybodys(coordinate: string): boolean {
  return contractTypeNames.has(coordinate.split(".")[0] ?? "");
}

/** Where it stands in what its owner serves next, or else in what others do: there the owner's rules held as well. */
function ownPlace({ subgraph, coordinate }: RememberedRules, next: Places): RuledPlace | undefined {
  const own = next.get(subgraph)?.get(coordinate);
  if (own) return own;
  const others = [...next].filter(([name]) => name !== index).flatMap(([, places]) => places.get(coordinate) ?? []);
  const [first] = others;
  return first && { node: first.node, rules: others.flatMap(({ rules }) => rules) };
}

interface Around {
  readonly name: string;
  readonly now: Places;
  readonly next: Places;
}

/** Where another subgraph begins to serve what its owner has left. */
function foreignPlace({ subgraph, coordinate }: RememberedRules, { name, now, next }: Around): RuledPlace | undefined {
  const stands = next.get(subgraph)?.has(coordinate) || now.get(name)?.has(coordinate);
  return stands || name === index ? undefined : next.get(name)?.get(coordinate);
}

export const ruleOpened = defineFinding("ACCESS_RULE_REMOVED", "error", (use: string) => ({
  message: { ja: `アクセスの規則 ${use} がなくなります。`, en: `The access rule ${use} goes away.` },
  remedy: {
    ja: "規則を戻すか、所有部局の決裁者の承認を得てください。除外の前なら、先にこの箇所のないスキーマを公開して承認を得ます。",
    en: "Put the rule back, or have the owning department's approver approve it; before a deletion, of a schema without this place.",
  },
}));

export const ruleOpenedCode = ruleOpened({}, "").code;
