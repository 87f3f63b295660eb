/** The closed lists that facets count over, with the name of each value, in the order of the list. */
import { Kind } from "graphql";
import { contractDocument } from "#kit/contract/documents.ts";
import type { Bilingual } from "#kit/errors.ts";
import type { LocalizedText } from "#kit/generated/contract.ts";
import type { ContractInput } from "#kit/records/record.ts";
import { areas, industries, targetGroups } from "#kit/reference/lists.ts";
import { fiscalYearLabel } from "#kit/values/fiscal-year.ts";
import { type FacetName, facetValues } from "../follow/index-rows.ts";

type Names = ReadonlyMap<string, LocalizedText>;

const lists: Readonly<Partial<Record<FacetName, Names>>> = {
  pillar: enumNames("Pillar"),
  talentType: enumNames("TalentType"),
  instrument: enumNames("Instrument"),
  lifecycle: enumNames("Lifecycle"),
  kind: enumNames("TalentResourceKind"),
  sharingMode: enumNames("SharingMode"),
  targetGroup: namesOf(targetGroups),
  area: namesOf(areas),
  industry: namesOf(industries),
  industryStated: namesOf(industries),
};

/** Titles of the departments by code. */
export type DepartmentTitles = ReadonlyMap<string, Bilingual>;

export interface NamedValue {
  readonly code: string;
  readonly name: LocalizedText;
}

/** The values with their names, in the order of their list; what has left the list keeps its code for a name and stands last. */
export function namedInOrder(
  facet: FacetName,
  codes: readonly string[],
  departments: DepartmentTitles,
): readonly NamedValue[] {
  const names = facet === "department" ? departments : (lists[facet] ?? new Map());
  const places = new Map([...names.keys()].map((code, place) => [code, place]));
  const placeOf = (code: string) => places.get(code) ?? Number.MAX_SAFE_INTEGER;
  return codes
    .toSorted((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1))
    .map((code) => ({ code, name: facet === "fiscalYear" ? fiscalYearLabel(Number(code)) : nameIn(names, code) }));
}

/** Names of the closed lists' values that a record is classified by; without what almost every one has. */
export function namesOfCodes(contract: ContractInput): readonly LocalizedText[] {
  return facetValues("", contract).flatMap(({ facet, value }) => {
    const name = searchedLists.includes(facet) ? lists[facet]?.get(value) : undefined;
    return name ? [name] : [];
  });
}

const searchedLists: readonly FacetName[] = ["targetGroup", "industryStated", "instrument", "area", "kind"];

function nameIn(names: Names, code: string): LocalizedText {
  return names.get(code) ?? { ja: code };
}

function namesOf(list: ReadonlyMap<string, { readonly name: LocalizedText }>): Names {
  return new Map([...list].map(([code, { name }]) => [code, name]));
}

/** Names of an enum's values, from their descriptions: 人材確保。 Securing people. */
function enumNames(enumName: string): Names {
  const values = contractDocument.definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === enumName
      ? (definition.values ?? [])
      : [],
  );
  return new Map(values.map(({ name, description }) => [name.value, nameOfValue(description?.value ?? name.value)]));
}

function nameOfValue(description: string): LocalizedText {
  const [ja = "", en = ""] = description.split("。 ");
  return { ja, en: en.replace(/\.$/, "") || null };
}
