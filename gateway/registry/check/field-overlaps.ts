/** Fields that two departments give their measures under one name, without its being the contract's. */
import { contractInterface } from "#kit/contract/complete-sdl.ts";
import { conceptTwice } from "./concept-twice.ts";
import type { Finding } from "./finding.ts";
import type { TypePart } from "./type-parts.ts";
import type { World } from "./world.ts";

interface Owned {
  readonly owner: string;
  readonly coordinate: string;
}

export function fieldOverlaps(world: World): readonly Finding[] {
  const elsewhere = new Map([...world.others].flatMap(([owner, types]) => measureFields(owner, types.values())));
  const known = new Set(measureFields(world.name, world.before.values()).map(([, { coordinate }]) => coordinate));
  return [...world.proposed.types.values()].filter(isMeasure).flatMap((type) =>
    type.fields.flatMap((node) => {
      const coordinate = `${type.name}.${node.name.value}`;
      const other = known.has(coordinate) ? undefined : elsewhere.get(node.name.value);
      return other ? [conceptTwice({ coordinate, node }, other, 100)] : [];
    }),
  );
}

function measureFields(owner: string, types: Iterable<TypePart>): readonly (readonly [string, Owned])[] {
  return [...types].filter(isMeasure).flatMap((type) =>
    type.fields
      .map(({ name }) => name.value)
      .filter((field) => !isOfContract(field))
      .map((field) => [field, { owner, coordinate: `${type.name}.${field}` }] as const),
  );
}

function isMeasure({ kind, interfaces }: TypePart): boolean {
  return kind === "Object" && interfaces.includes("Measure");
}

function isOfContract(field: string): boolean {
  return (contractInterface("Measure").fields ?? []).some(({ name }) => name.value === field);
}
