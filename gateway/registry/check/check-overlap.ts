/** Whether another department already has what a schema adds: told to both while it can still be one thing instead of two. */
import { departmentNames } from "#kit/contract/department-sdl.ts";
import { type CheckResult, completed } from "./check-result.ts";
import { conceptTwice } from "./concept-twice.ts";
import { contractTypeNames } from "./contract-types.ts";
import { fieldOverlaps } from "./field-overlaps.ts";
import type { Finding } from "./finding.ts";
import { likeness } from "./likeness.ts";
import type { TypePart } from "./type-parts.ts";
import { ownTypes, type World } from "./world.ts";

/** More would not be read. */
const mostFindings = 20;

export function checkOverlap(world: World): CheckResult {
  const candidates = [...world.others].flatMap(([owner, types]) =>
    [...types.values()].filter(isConcept).map((type) => conceptOf(type, owner)),
  );
  const added = ownTypes(world).filter((type) => isConcept(type) && !world.before.has(type.name));
  const found = added.flatMap((type) => closest(conceptOf(type, world.name), candidates));
  return completed("overlap", [...found, ...fieldOverlaps(world)].slice(0, mostFindings));
}

interface Concept {
  readonly type: TypePart;
  readonly owner: string;
  /** The name without the department's own. */
  readonly bareName: string;
  readonly values: readonly string[];
}

/** What the kit generates for each department is alike by design. */
function isConcept({ name, kind, interfaces }: TypePart): boolean {
  if (contractTypeNames.has(name) || ["Query", "Mutation", "Subscription"].includes(name)) return false;
  if (kind !== "Object" && kind !== "Enum") return false;
  return !(interfaces.includes("Measure") || /(?:Connection|Edge|Payload)$/.test(name));
}

function conceptOf(type: TypePart, owner: string): Concept {
  const { prefix } = departmentNames(owner, "");
  const bareName = type.name.startsWith(prefix) ? type.name.slice(prefix.length) : type.name;
  return { type, owner, bareName, values: type.values.map(({ name }) => name.value) };
}

function closest(added: Concept, candidates: readonly Concept[]): readonly Finding[] {
  const alike = candidates
    .filter(({ type, owner }) => type.kind === added.type.kind && owner !== added.owner)
    .map((other) => ({ other, percent: Math.round(100 * likenessOf(added, other)) }))
    .filter(({ percent }) => percent >= 60)
    .sort((a, b) => b.percent - a.percent);
  const [best] = alike;
  if (!best) return [];
  const about = { coordinate: added.type.name, node: added.type.node };
  return [conceptTwice(about, { coordinate: best.other.type.name, owner: best.other.owner }, best.percent)];
}

function likenessOf(a: Concept, b: Concept): number {
  const byValues = a.values.length >= 3 && b.values.length >= 3 ? shareOf(a.values, b.values) : 0;
  const byName = a.bareName !== "" && a.bareName === b.bareName ? 0.8 : 0;
  return Math.max(byValues, byName, likeness(a.type.description ?? "", b.type.description ?? ""));
}

/** Values in common, of all values that the two have. */
function shareOf(a: readonly string[], b: readonly string[]): number {
  const common = a.filter((value) => b.includes(value)).length;
  return common / new Set([...a, ...b]).size;
}
