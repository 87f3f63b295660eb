/** Measures that are shown once: the parts of one scheme, and siblings, the same kind of measure by places that do not meet. */
import { createHash } from "node:crypto";
import type { Bilingual } from "#kit/errors.ts";
import { areas } from "#kit/reference/lists.ts";
import type { AuditedMeasure } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import { starClusters } from "../overlap/clusters.ts";
import { pairingOf } from "../pairing/pairing.ts";
import { relatePlaces } from "../pairing/places.ts";
import { findingId } from "./finding.ts";
import { type AlikePair, alikePairs } from "./pairs.ts";

export type FamilyKind = "ONE_SCHEME" | "SIBLING";

export interface MeasureFamily {
  /** The same measures have it whenever they are found. */
  readonly id: string;
  readonly kind: FamilyKind;
  /** In the order of their ids. */
  readonly measures: readonly AuditedMeasure[];
  readonly text: Bilingual;
}

/** The largest first. */
export function measureFamilies(view: View): readonly MeasureFamily[] {
  return view.once("families", () => {
    const families = [...grouped(view, "ONE_SCHEME", schemePairs(view)), ...siblingFamilies(view)];
    return families.sort(
      (one, other) => other.measures.length - one.measures.length || (idOf(one) < idOf(other) ? -1 : 1),
    );
  });
}

function siblingFamilies(view: View): readonly MeasureFamily[] {
  return view.once("sibling families", () => {
    const siblings = alikePairs(view).filter((pair) => pair.class === "SIBLING");
    return grouped(
      view,
      "SIBLING",
      siblings.map(({ a, b, strength }) => ({ a: a.id, b: b.id, bits: strength })),
    );
  });
}

function idOf({ kind, measures }: MeasureFamily): string {
  return `${kind} ${measures[0]?.id}`;
}

/** Two siblings are a pair; from three on they are told of once, in the place of their pairs. */
const leastTold = 3;

export function isTold({ kind, measures }: MeasureFamily): boolean {
  return kind === "SIBLING" && measures.length >= leastTold;
}

/** The family in whose place the pair would be told of again. */
export function familyOf(view: View, { a, b, class: found }: AlikePair): MeasureFamily | undefined {
  if (found !== "SIBLING") return undefined;
  const byMeasure = view.once("told families by measure", () => {
    const told = siblingFamilies(view).filter(isTold);
    return Map.groupBy(
      told.flatMap((family) => family.measures.map(({ id }) => ({ id, family }))),
      ({ id }) => id,
    );
  });
  const others = new Set((byMeasure.get(b.id) ?? []).map(({ family }) => family));
  return byMeasure.get(a.id)?.find(({ family }) => others.has(family))?.family;
}

function schemePairs(view: View) {
  const { schemes } = pairingOf(view);
  return [...view.measures.keys()].flatMap((a) =>
    schemes.partsOf(a).flatMap((b) => (a < b && view.measures.has(b) ? [{ a, b, bits: 1 }] : [])),
  );
}

/** Around a centre that each is linked to: a chain of links makes no family. */
function grouped(
  { measures }: View,
  kind: FamilyKind,
  pairs: readonly { readonly a: string; readonly b: string; readonly bits: number }[],
): readonly MeasureFamily[] {
  return starClusters(pairs).flatMap(({ centre, members }) => {
    const linked = [centre, ...members].flatMap((id) => measures.get(id) ?? []);
    const family = (kind === "SIBLING" ? oneOfEachPlace(linked) : linked).toSorted(byId);
    if (family.length < 2) return [];
    return [{ id: familyId(kind, family), kind, measures: family, text: textOf(kind, family) }];
  });
}

/** The likest of a place: what meets it there is another kind of thing, or the same twice. */
function oneOfEachPlace(likestFirst: readonly AuditedMeasure[]): readonly AuditedMeasure[] {
  const chosen: AuditedMeasure[] = [];
  for (const measure of likestFirst) {
    const isApart = chosen.every(({ contract }) => relatePlaces(contract.areas, measure.contract.areas) === "SIBLINGS");
    if (isApart) chosen.push(measure);
  }
  return chosen;
}

function byId(one: AuditedMeasure, other: AuditedMeasure): number {
  return one.id < other.id ? -1 : 1;
}

function familyId(kind: FamilyKind, family: readonly AuditedMeasure[]): string {
  const members = family.map(({ id }) => id).join("\n");
  return findingId("FAMILY", kind, createHash("sha256").update(members).digest("base64url"));
}

function textOf(kind: FamilyKind, family: readonly AuditedMeasure[]): Bilingual {
  const [first] = family;
  const name = first?.contract.name.ja ?? "";
  if (kind === "ONE_SCHEME") {
    return {
      ja: `「${name}」など ${family.length} 件は、一つの制度の部分（枠・窓口・総称・前身など）とみられます。重複には数えません。`,
      en: `${family.length} measures, “${name}” among them, appear to be parts of one scheme and are no duplication.`,
    };
  }
  const codes = [...new Set(family.flatMap(({ contract }) => contract.areas ?? []))];
  const places = codes.map((code) => areas.get(code)?.name ?? { ja: code });
  return {
    ja: `「${name}」など、${places.map(({ ja }) => ja).join("・")}が、同じ対象に同じ手段で似たことをしています（横並び）。県の一つの制度にまとめるか、額と要件をそろえることが考えられます。`,
    en: `${places.map(({ ja, en }) => en ?? ja).join(", ")} do the same kind of thing for the same beneficiaries, as “${name}” does. They could become one scheme of the prefecture, or pay the same under the same conditions.`,
  };
}
