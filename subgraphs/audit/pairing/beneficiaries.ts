/** Whom two measures are for: the same groups, or one group that lies in another. */

/** The group that each lies in directly. Sectors are companies; a student of nursing is a student. */
const wider: Readonly<Record<string, string>> = {
  SMALL_AND_MEDIUM_ENTERPRISES: "COMPANIES",
  MICRO_ENTERPRISES: "SMALL_AND_MEDIUM_ENTERPRISES",
  SOLE_PROPRIETORS: "MICRO_ENTERPRISES",
  HOST_WORKPLACES: "COMPANIES",
  MANUFACTURERS: "COMPANIES",
  CONSTRUCTION_COMPANIES: "COMPANIES",
  TRANSPORT_COMPANIES: "COMPANIES",
  PHARMACEUTICAL_COMPANIES: "MANUFACTURERS",
  LODGINGS: "COMPANIES",
  IT_VENDORS: "COMPANIES",
  CARE_PROVIDERS: "WELFARE_PROVIDERS",
  WELFARE_PROVIDERS: "COMPANIES",
  FARM_OPERATORS: "FARMERS",
  WOULD_BE_FARMERS: "FARMERS",
  CARE_WORKERS: "WELFARE_WORKERS",
  NURSES: "MEDICAL_STAFF",
  PHYSICIANS: "MEDICAL_STAFF",
  NURSING_STUDENTS: "UNIVERSITY_STUDENTS",
  PHARMACY_STUDENTS: "UNIVERSITY_STUDENTS",
  STUDENTS_OUTSIDE_PREFECTURE: "UNIVERSITY_STUDENTS",
  SINGLE_PARENTS: "PARENTS",
  PARENTS: "FAMILIES_WITH_CHILDREN",
  FOREIGN_WORKERS: "FOREIGN_RESIDENTS",
  UNEMPLOYED: "JOB_SEEKERS",
  SUCCESSORS: "COMPANY_MANAGERS",
};

type Groups = readonly string[] | null | undefined;

export interface SharedBeneficiaries {
  /** From 0 to 1, over the groups of both. */
  readonly share: number;
  /** From 0 to 1: how far whoever the narrower measure is for may also have the other. */
  readonly within: number;
}

/** Undefined where either states none. Groups that few measures are for weigh more than companies at large. */
export function meetBeneficiaries(
  one: Groups,
  other: Groups,
  rarityOf: (group: string) => number,
): SharedBeneficiaries | undefined {
  if (!one?.length || !other?.length) return undefined;
  const [there, back] = [coverage(one, other, rarityOf), coverage(other, one, rarityOf)];
  return { share: Math.sqrt(there * back), within: Math.max(there, back) };
}

/** What of the one's groups the other has, too. */
function coverage(one: readonly string[], other: readonly string[], rarityOf: (group: string) => number): number {
  let [met, whole] = [0, 0];
  for (const group of one) {
    const rarity = rarityOf(group);
    met += rarity * Math.max(...other.map((each) => nearness(group, each)));
    whole += rarity;
  }
  return whole === 0 ? 0 : met / whole;
}

const inWider = 0.6;

function nearness(one: string, other: string): number {
  if (one === other) return 1;
  return lineOf(one).includes(other) || lineOf(other).includes(one) ? inWider : 0;
}

/** The group and all that it lies in, the narrowest first. */
function lineOf(group: string): readonly string[] {
  const next = wider[group];
  return next === undefined ? [group] : [group, ...lineOf(next)];
}
