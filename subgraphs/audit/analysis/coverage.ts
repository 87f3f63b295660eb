/** Where there are measures and where there are none, by as many dimensions as are asked for. */
import type { LocalizedTextInput } from "#kit/records/record.ts";
import { areas, targetGroups } from "#kit/reference/lists.ts";
import { sortInSteps } from "#kit/turns/sort-in-steps.ts";
import { atOnce, type Steps } from "#kit/turns/steps.ts";
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
  const dimensions = inOrder(asked);
  return view.once(nameOfCoverage(dimensions), () => atOnce(findCoverage(view, dimensions)));
}

/** Before a coverage is asked for, so that looking at all measures holds up nobody. */
export function prepareCoverage(view: View, asked: readonly CoverageDimension[]): Promise<void> {
  const dimensions = inOrder(asked);
  return view.prepare(nameOfCoverage(dimensions), () => findCoverage(view, dimensions));
}

function inOrder(asked: readonly CoverageDimension[]): readonly CoverageDimension[] {
  return coverageDimensions.filter((each) => asked.includes(each));
}

function nameOfCoverage(dimensions: readonly CoverageDimension[]): string {
  return `coverage ${dimensions.join()}`;
}

function* findCoverage({ measures }: View, dimensions: readonly CoverageDimension[]): Steps<Coverage> {
  const running = [...measures.values()].filter(isRunning);
  const universe = dimensions.map((dimension) => valuesOf(dimension, running));
  const placed = yield* placeMeasures(running, dimensions);
  const cells: CoverageCell[] = [];
  const gaps: CoverageGap[] = [];
  for (const place of dimensions.length === 0 ? [] : product(universe)) {
    yield;
    const at = place.map((value, number) => coordinateOf(dimensions[number] ?? "PILLAR", value));
    const there = placed.cells.get(keyOf(place));
    if (there) cells.push({ at, measures: there });
    else gaps.push({ id: gapId(dimensions, place), at, around: aroundOf(place, placed.lines) });
  }
  const outstanding = yield* sortInSteps(gaps, (a, b) => b.around - a.around || (a.id < b.id ? -1 : 1));
  return { dimensions, unplaced: placed.unplaced, cells, gaps: outstanding };
}

interface Placed {
  readonly cells: ReadonlyMap<string, readonly AuditedMeasure[]>;
  /** How many measures stand in each line of cells. */
  readonly lines: ReadonlyMap<string, number>;
  readonly unplaced: number;
}

function* placeMeasures(running: readonly AuditedMeasure[], dimensions: readonly CoverageDimension[]): Steps<Placed> {
  const cells = new Map<string, AuditedMeasure[]>();
  const lines = new Map<string, number>();
  let unplaced = 0;
  for (const measure of running) {
    yield;
    const places = product(dimensions.map((dimension) => placesOf(dimension, measure.contract)));
    if (places.length === 0) unplaced += 1;
    for (const place of places) {
      const cell = cells.get(keyOf(place));
      if (cell) cell.push(measure);
      else cells.set(keyOf(place), [measure]);
      for (const line of linesThrough(place)) lines.set(line, (lines.get(line) ?? 0) + 1);
    }
  }
  return { cells, lines, unplaced };
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
  if (dimension === "TARGET_GROUP") return targetGroups.get(value)?.name;
  return fiscalYearLabel(Number(value));
}
