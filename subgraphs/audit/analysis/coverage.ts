/** Where there are measures and where there are none, by as many dimensions as are asked for. */
import type { LocalizedTextInput } from "#kit/records/record.ts";
import { areas, targetGroups } from "#kit/reference/lists.ts";
import { fiscalYearLabel } from "#kit/values/fiscal-year.ts";
import { type AuditedMeasure, isRunning } from "../collection/measure.ts";

import type { View } from "../collection/view.ts";
import { findingId } from "./finding.ts";
import { pillarNames, talentTypeNames } from "./names.ts";

export const coverageDimensions = ["PILLAR", "TARGET_GROUP", "TALENT_TYPE", "AREA", "FISCAL_YEAR"] as const;
export type CoverageDimension = (typeof coverageDimensions)[number];

export interface Coordinate {
  readonly dimension: CoverageDimension;
  readonly value: string;
  readonly name: LocalizedTextInput;
}

export interface CoverageCell {
  readonly at: readonly Coordinate[];
  readonly measures: readonly AuditedMeasure[];
}

export interface CoverageGap {
  readonly id: string;
  readonly at: readonly Coordinate[];
  /** Measures in the cells that differ from it in one dimension. */
  readonly around: number;
}

export interface Coverage {
  readonly dimensions: readonly CoverageDimension[];
  readonly cells: readonly CoverageCell[];
  /** Those that stand out most first. */
  readonly gaps: readonly CoverageGap[];
  readonly unplaced: number;
}

/** In the order of the list above, each once, whatever the order in which they are asked for. */
export function coverageOf(view: View, asked: readonly CoverageDimension[]): Coverage {
  const dimensions = coverageDimensions.filter((each) => asked.includes(each));
  return view.once(`coverage ${dimensions.join()}`, () => findCoverage(view, dimensions));
}

function findCoverage({ measures }: View, dimensions: readonly CoverageDimension[]): Coverage {
  const running = [...measures.values()].filter(isRunning);
  const universe = dimensions.map((dimension) => valuesOf(dimension, running));
  const cells = new Map<string, AuditedMeasure[]>();
  const lines = new Map<string, number>();
  let unplaced = 0;
  for (const measure of running) {
    const places = product(dimensions.map((dimension) => placesOf(dimension, measure.contract)));
    if (places.length === 0) unplaced += 1;
    for (const place of places) {
      const cell = cells.get(keyOf(place));
      if (cell) cell.push(measure);
      else cells.set(keyOf(place), [measure]);
      for (const line of linesThrough(place)) lines.set(line, (lines.get(line) ?? 0) + 1);
    }
  }
  const all = dimensions.length === 0 ? [] : product(universe);
  const coordinates = (place: readonly string[]) =>
    place.map((value, at) => coordinateOf(dimensions[at] ?? "PILLAR", value));
  const gaps = all.filter((place) => !cells.has(keyOf(place)));
  return {
    dimensions,
    unplaced,
    cells: all.flatMap((place) => {
      const found = cells.get(keyOf(place));
      return found ? [{ at: coordinates(place), measures: found }] : [];
    }),
    gaps: gaps
      .map((place) => ({ id: gapId(dimensions, place), at: coordinates(place), around: aroundOf(place, lines) }))
      .sort((a, b) => b.around - a.around || (a.id < b.id ? -1 : 1)),
  };
}

function keyOf(place: readonly string[]): string {
  return place.join(" ");
}

/** The lines of cells that differ in one dimension, each named with a star for that dimension. */
function linesThrough(place: readonly string[]): readonly string[] {
  return place.map((_, at) => keyOf(place.with(at, "*")));
}

function aroundOf(place: readonly string[], lines: ReadonlyMap<string, number>): number {
  return linesThrough(place).reduce((sum, line) => sum + (lines.get(line) ?? 0), 0);
}

function gapId(dimensions: readonly CoverageDimension[], place: readonly string[]): string {
  return findingId("GAP", ...dimensions.map((dimension, at) => `${dimension}=${place[at]}`));
}

/** The dimensions of a gap by its id; none for other ids. */
export function gapDimensions(id: string): readonly CoverageDimension[] {
  const [kind, ...parts] = id.split(":");
  const named = parts.map((part) => part.split("=")[0]);
  return kind === "GAP" ? coverageDimensions.filter((each) => named.includes(each)) : [];
}

function product(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (places, values) => places.flatMap((place) => values.map((value) => [...place, value])),
    [[]],
  );
}

function valuesOf(dimension: CoverageDimension, running: readonly AuditedMeasure[]): readonly string[] {
  if (dimension === "PILLAR") return [...pillarNames.keys()];
  if (dimension === "TALENT_TYPE") return [...talentTypeNames.keys()];
  if (dimension === "TARGET_GROUP") return [...targetGroups.keys()];
  if (dimension === "AREA") return municipalities;
  return [...new Set(running.flatMap(({ contract }) => yearsOf(contract)))].sort();
}

const municipalities = [...areas.keys()].filter((code) => code.length === 5).sort();

/** Where a measure stands in a dimension; nowhere where it does not say. */
function placesOf(dimension: CoverageDimension, contract: AuditedMeasure["contract"]): readonly string[] {
  if (dimension === "PILLAR") return contract.pillar ? [contract.pillar] : [];
  if (dimension === "TALENT_TYPE") return contract.talentTypes ?? [];
  if (dimension === "TARGET_GROUP") return contract.targetGroups ?? [];
  if (dimension === "AREA")
    return municipalities.filter((code) => (contract.areas ?? []).some((area) => covers(area, code)));
  return yearsOf(contract);
}

/** What holds for the prefecture or the nation holds in each municipality. */
function covers(area: string, municipality: string): boolean {
  return area === "00" || municipality.startsWith(area);
}

/** The years in which it is known to run. */
export function yearsOf({
  startFiscalYear,
  endFiscalYear,
  attestedFiscalYears,
}: AuditedMeasure["contract"]): readonly string[] {
  const start = startFiscalYear ?? endFiscalYear;
  const end = endFiscalYear ?? startFiscalYear;
  const between = start && end && start <= end ? Array.from({ length: end - start + 1 }, (_, at) => start + at) : [];
  return [...new Set([...between, ...(attestedFiscalYears ?? [])])].map(String);
}

function coordinateOf(dimension: CoverageDimension, value: string): Coordinate {
  return { dimension, value, name: nameOf(dimension, value) ?? { ja: value } };
}

function nameOf(dimension: CoverageDimension, value: string): Coordinate["name"] | undefined {
  if (dimension === "PILLAR") return pillarNames.get(value);
  if (dimension === "TALENT_TYPE") return talentTypeNames.get(value);
  if (dimension === "AREA") return areas.get(value)?.name;
  if (dimension === "TARGET_GROUP") return [...targetGroups.values()].find(({ code }) => code === value)?.name;
  return fiscalYearLabel(Number(value));
}
