/**
 * What a schema does to others, read from the composed graph itself: whichever directive, name or merge rule brings it about,
 * nothing that is another's may be other than it would be without this department. What the text of the schema shows has a
 * finding of its own, with its line; this is the net below it.
 */
import { type DocumentNode, parse } from "graphql";
import { unknownSecurity } from "#kit/identity/linked-rules.ts";
import { readFieldDemands } from "../../../access/field-demands.ts";
import type { ContractPolicy } from "../../policy.ts";
import { contractTypeNames } from "../contract-types.ts";
import { defineFinding, type Finding } from "../finding.ts";
import { contractShape } from "../ownership/contract-shape.ts";
import { isCommonField, isRootType } from "../ownership/root-types.ts";
import { ownersOf, type World } from "../world.ts";
import { type Coordinate, type Coordinates, type Facet, readCoordinates } from "./read-coordinates.ts";

export interface Graphs {
  /** What is composed now. */
  readonly present: string;
  /** With the proposal. */
  readonly proposed: string;
  /** Without anything of the department; undefined where the others do not compose without it. */
  readonly without: () => string | undefined;
}

export function effectFindings(world: World, graphs: Graphs, policy: ContractPolicy): readonly Finding[] {
  const unknown = unknownSecurity(parse(graphs.proposed, { noLocation: true }));
  // The hub would not serve it.
  if (unknown.length > 0) return unknown.map((url) => securityUnknown({}, url));
  const present = readGraph(graphs.present);
  const proposed = readGraph(graphs.proposed);
  const changed = changes(present, proposed, world);
  if (changed.length === 0) return [];
  // What is given back, or is as it would be anyway, is no effect.
  const sdl = world.before.size === 0 ? undefined : graphs.without();
  const without = sdl === undefined ? undefined : readGraph(sdl);
  const lasting = changed.filter((change) => !without || isLasting(change, { a: without, b: proposed, world }));
  return lasting.flatMap((change) => findingsOf(change, { present, proposed, world, policy }));
}

/** Without what the text has a finding for already, awaited by the same department. */
export function unsaidFindings(effects: readonly Finding[], said: readonly Finding[]): readonly Finding[] {
  const known = new Set(said.map(({ coordinate, awaits }) => `${coordinate} ${awaits}`));
  return effects.filter(({ coordinate, awaits }) => !known.has(`${coordinate} ${awaits}`));
}

interface Graph {
  readonly coordinates: Coordinates;
  demandsOf(coordinate: Coordinate): readonly string[];
}

function readGraph(sdl: string): Graph {
  const document: DocumentNode = parse(sdl, { noLocation: true });
  const demands = readFieldDemands(document, { defaults: new Map(), policies: new Map() });
  return {
    coordinates: readCoordinates(document),
    demandsOf: ({ type, field }) =>
      field === undefined
        ? []
        : demands
            .byRule(type, field)
            .map((each) => JSON.stringify(each))
            .sort(),
  };
}

interface Change {
  readonly coordinate: string;
  readonly facet: Facet | "demands" | "presence";
}

const facets: readonly Change["facet"][] = [
  "presence",
  "form",
  "members",
  "answers",
  "keys",
  "directives",
  "demands",
  "description",
];

function changes(present: Graph, proposed: Graph, world: World): readonly Change[] {
  const coordinates = new Set([...present.coordinates.keys(), ...proposed.coordinates.keys()]);
  return [...coordinates]
    .filter((coordinate) => isOfOthers(coordinate, present, proposed, world))
    .flatMap((coordinate) => {
      const change = facets
        .map((facet) => ({ coordinate, facet }))
        .find((each) => !isAlike(each, { a: present, b: proposed, world }));
      return change ? [change] : [];
    });
}

function isOfOthers(coordinate: string, present: Graph, proposed: Graph, world: World): boolean {
  const known = present.coordinates.get(coordinate) ?? proposed.coordinates.get(coordinate);
  return known !== undefined && (isOfContract(known) || ownersIn(known, present, world).length > 0);
}

/** A part that the contract has, or one that is put on a type of it; what is added to an interface is its answerer's. */
function isOfContract({ type, field, isInterface }: Coordinate): boolean {
  if (!contractTypeNames.has(type)) return isCommonField(type, field);
  if (!isInterface || field === undefined) return true;
  return contractShape.get(type)?.fields.some(({ name }) => name.value === field) ?? false;
}

function ownersIn(coordinate: Coordinate, present: Graph, world: World): readonly string[] {
  const { type, field } = coordinate;
  if (!isRootType(type) && !contractTypeNames.has(type)) return ownersOf(type, world);
  const known = field === undefined ? undefined : present.coordinates.get(`${type}.${field}`);
  return (known?.answeredBy ?? []).filter((name) => name !== world.name);
}

interface Pair {
  readonly a: Graph;
  readonly b: Graph;
  readonly world: World;
}

/** What nobody else has, and was there before, cannot have changed for others. */
function isLasting(change: Change, pair: Pair): boolean {
  const isNobodyElses = change.facet !== "presence" && !pair.a.coordinates.has(change.coordinate);
  return !isNobodyElses && !isAlike(change, pair);
}

function isAlike({ coordinate, facet }: Change, { a, b, world }: Pair): boolean {
  return textOf(coordinate, facet, a, world) === textOf(coordinate, facet, b, world);
}

function textOf(
  coordinate: string,
  facet: Change["facet"],
  { coordinates, demandsOf }: Graph,
  { name }: World,
): string {
  const found = coordinates.get(coordinate);
  if (facet === "presence" || !found) return String(found !== undefined);
  if (facet === "demands") return demandsOf(found).join(" ");
  const said = found.facets.get(facet) ?? [];
  // Everybody has the contract's types, and answers them for what is its own.
  const counts = isOfContract(found) ? said.filter((each) => each !== name) : said;
  return counts.join("\n");
}

interface Around {
  readonly present: Graph;
  readonly proposed: Graph;
  readonly world: World;
  readonly policy: ContractPolicy;
}

function findingsOf({ coordinate, facet }: Change, { present, proposed, world, policy }: Around): readonly Finding[] {
  const known = present.coordinates.get(coordinate) ?? proposed.coordinates.get(coordinate);
  if (!known) return [];
  const node = nodeOf(known, world);
  if (isOfContract(known)) {
    // Its additions were judged one by one.
    const isNamed = facet === "keys" && known.isInterface && policy.interfaceObjects.includes(world.name);
    return isNamed ? [] : [othersChanged({ coordinate, node }, facet, "")];
  }
  // Who can be asked for a record by its key has the key, which the key's own finding says.
  const isKey = facet === "answers" && isKeyOf(known, proposed, world);
  return ownersIn(known, present, world).map((awaits) =>
    othersChanged({ coordinate: isKey ? known.type : coordinate, node, awaits }, facet, awaits),
  );
}

function isKeyOf({ type, field }: Coordinate, { coordinates }: Graph, { name }: World): boolean {
  const keys = coordinates.get(type)?.facets.get("keys") ?? [];
  return keys.some((key) => key.startsWith(`${name} `) && key.split(/\W+/).includes(field ?? ""));
}

/** Where the schema speaks of it, if it does. */
function nodeOf({ type, field }: Coordinate, { proposed }: World) {
  const part = proposed.types.get(type);
  const members = part ? [...part.fields, ...part.inputFields, ...part.values] : [];
  return members.find(({ name }) => name.value === field) ?? part?.node;
}

const words: Readonly<Record<Change["facet"], { readonly ja: string; readonly en: string }>> = {
  presence: { ja: "有無", en: "whether it is there" },
  form: { ja: "型や引数", en: "its type or arguments" },
  members: { ja: "構成員やインターフェース", en: "its members or interfaces" },
  answers: { ja: "答えるサブグラフ", en: "who answers it" },
  keys: { ja: "記録を引けるサブグラフ", en: "who can be asked for its records" },
  directives: { ja: "ディレクティブ", en: "its directives" },
  demands: { ja: "見られる人", en: "who may see it" },
  description: { ja: "説明", en: "its description" },
};

const securityUnknown = defineFinding("SECURITY_UNKNOWN", "error", (url: string) => ({
  message: {
    ja: `このハブの知らない保護の決まり（${url}）を使っています。`,
    en: `This uses rules of protection that the hub does not know: ${url}.`,
  },
  remedy: { ja: "その決まりを除いてください。", en: "Take them out." },
}));

const othersChanged = defineFinding("OTHERS_CHANGED", "error", (facet: Change["facet"], owner: string) => ({
  message: {
    ja: `合成すると、${owner === "" ? "すべての部局に共通の" : `${owner} の`}この部分の${words[facet].ja}が変わります。`,
    en: `Composed, this changes ${words[facet].en}, though it is ${owner === "" ? "everybody's" : `${owner}'s`}.`,
  },
  remedy: {
    ja: owner === "" ? "共通契約のとおりに戻してください。" : `元に戻すか、${owner} の承認を得てください。`,
    en: owner === "" ? "Write it as the contract does." : `Take it back, or have ${owner} approve it.`,
  },
}));
