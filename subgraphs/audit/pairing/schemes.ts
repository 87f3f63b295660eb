/**
 * Which measures are one scheme: strands, windows, desks, courses, an umbrella and what it bundles, a successor. What a department declares
 * counts first; then what titles and texts say. Parts of one scheme are shown as one family and are never a duplication.
 */
import type { RelationInput } from "#kit/records/record.ts";
import type { AuditedMeasure } from "../collection/measure.ts";
import { relatePlaces } from "./places.ts";
import { createTermFinder } from "./term-finder.ts";
import { plainName, readTitle, type TitleParts } from "./titles.ts";

/** By which fact two measures are parts of one scheme; BY_A_THIRD where both are linked to another. */
export type SchemeLink = "DECLARED" | "SUCCESSION" | "NAMED_IN_TEXT" | "SAME_TITLE_HEAD" | "BY_A_THIRD";

export interface Schemes {
  linkOf(one: string, other: string): SchemeLink | undefined;
  /** Whoever is directly linked to it. */
  partsOf(id: string): readonly string[];
}

interface Part {
  readonly measure: AuditedMeasure;
  readonly title: TitleParts;
}

type Links = Map<string, Map<string, SchemeLink>>;

/** More measures than this under one name are no scheme, but what everybody calls such a thing. */
const mostUnderOneName = 40;

export function findSchemes(measures: Iterable<AuditedMeasure>): Schemes {
  const parts = [...measures].map((measure) => ({ measure, title: readTitle(measure.contract) }));
  const links: Links = new Map();
  // In the order of what counts most: the first link of a pair stays.
  linkDeclared(parts, links);
  linkCommonTargets(parts, links);
  linkNamed(parts, links);
  linkTitles(parts, links);
  return {
    partsOf: (id) => [...(links.get(id)?.keys() ?? [])],
    linkOf(one, other) {
      const own = links.get(one);
      const direct = own?.get(other);
      if (direct !== undefined) return direct;
      const theirs = links.get(other);
      const third = own && theirs && [...own.keys()].some((id) => theirs.has(id));
      return third ? "BY_A_THIRD" : undefined;
    },
  };
}

function link(links: Links, { id: one }: AuditedMeasure, { id: other }: AuditedMeasure, by: SchemeLink): void {
  if (one === other) return;
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const known = links.get(from) ?? new Map<string, SchemeLink>();
    if (!known.has(to)) links.set(from, known.set(to, by));
  }
}

/** A relation says what the other is to this measure. OVERLAPS, DUPLICATES and RELATED say nothing of one scheme. */
const linkOfKind: Partial<Readonly<Record<RelationInput["kind"], SchemeLink>>> = {
  PARENT: "DECLARED",
  CHILD: "DECLARED",
  REQUIRES: "DECLARED",
  COMPLEMENTS: "DECLARED",
  SUCCEEDS: "SUCCESSION",
  CONSOLIDATED_INTO: "SUCCESSION",
  CONSOLIDATED_FROM: "SUCCESSION",
  SPLIT_INTO: "SUCCESSION",
  SPLIT_FROM: "SUCCESSION",
};

function linkDeclared(parts: readonly Part[], links: Links): void {
  const byId = new Map(parts.map(({ measure }) => [measure.id, measure]));
  const byCode = new Map(parts.map(({ measure }) => [codeKey(measure.department, measure.code), measure]));
  const byName = Map.groupBy(byId.values(), ({ contract }) => plainName(contract.name.ja));
  for (const { measure } of parts) {
    const before = byCode.get(codeKey(measure.department, measure.contract.predecessorCode ?? ""));
    if (before) link(links, measure, before, "SUCCESSION");
    for (const { kind, measureId, name } of measure.contract.relations ?? []) {
      const by = linkOfKind[kind];
      const partner = measureId ? byId.get(measureId) : onlyOne(byName.get(plainName(name?.ja ?? "")));
      if (by && partner) link(links, measure, partner, by);
    }
  }
}

function codeKey(department: string, code: string): string {
  return `${department} ${code}`;
}

function onlyOne<Item>(items: readonly Item[] | undefined): Item | undefined {
  return items?.length === 1 ? items[0] : undefined;
}

/** Strands of one parent, or of what one scheme replaced, whether the hub has it or not. */
function linkCommonTargets(parts: readonly Part[], links: Links): void {
  const targets = parts.flatMap(({ measure }) =>
    (measure.contract.relations ?? []).flatMap(({ kind, measureId, name }) => {
      const target = measureId || plainName(name?.ja ?? "");
      return target && (kind === "PARENT" || kind === "SUCCEEDS") ? [{ measure, key: `${kind} ${target}` }] : [];
    }),
  );
  for (const [key, group] of Map.groupBy(targets, (each) => each.key)) {
    const by = key.startsWith("PARENT") ? "DECLARED" : "SUCCESSION";
    forEachPair(
      group.map(({ measure }) => measure),
      (one, other) => link(links, one, other, by),
    );
  }
}

/** One says of what the other is: 「…補助金のうち、…枠」, 「…センターの機能として」; not as the end of a longer name. */
function linkNamed(parts: readonly Part[], links: Links): void {
  const named = Map.groupBy(
    parts.filter(({ title }) => title.isName),
    ({ title }) => title.core,
  );
  const find = createTermFinder([...named].filter(([, group]) => group.length === 1));
  for (const { measure, title } of parts) {
    for (const { start, meaning } of find(title.text)) {
      if (isLongerName.test(title.text.charAt(start - 1))) continue;
      for (const other of meaning)
        if (!areSiblings(measure, other.measure)) link(links, measure, other.measure, "NAMED_IN_TEXT");
    }
  }
}

const isLongerName = /[\p{Script=Han}\p{Script=Katakana}・ー]/u;

/** Two cities that name each other's bonus run two. */
function areSiblings({ contract: one }: AuditedMeasure, { contract: other }: AuditedMeasure): boolean {
  return relatePlaces(one.areas, other.areas) === "SIBLINGS";
}

/** 「X補助金 DX枠」 beside 「X補助金 GX枠」, 「技術専門学院 訓練環境のリニューアル」 beside what begins with it, 「X資金（窓口）」 beside 「X資金」. */
function linkTitles(parts: readonly Part[], links: Links): void {
  const heads = Map.groupBy(
    parts.filter(({ title }) => title.head !== undefined),
    ({ title }) => title.head ?? "",
  );
  const find = createTermFinder(heads);
  const desks = Map.groupBy(
    parts.filter(({ title }) => title.isDesk),
    ({ title }) => title.core,
  );
  const linkWith = (measure: AuditedMeasure, group: readonly Part[]) => {
    if (group.length > mostUnderOneName) return;
    for (const other of group)
      if (!areSiblings(measure, other.measure)) link(links, measure, other.measure, "SAME_TITLE_HEAD");
  };
  for (const { measure, title } of parts) {
    const [first] = find(title.core);
    if (first?.start === 0) linkWith(measure, first.meaning);
    linkWith(measure, desks.get(title.core) ?? []);
  }
}

function forEachPair<Item>(items: readonly Item[], use: (one: Item, other: Item) => void): void {
  if (items.length > mostUnderOneName) return;
  items.forEach((one, at) => {
    for (const other of items.slice(at + 1)) use(one, other);
  });
}
