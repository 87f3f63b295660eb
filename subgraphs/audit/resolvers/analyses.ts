/** Resolvers of what is found in a set of measures. */
import { errors } from "#kit/errors.ts";
import { budgetAtStake } from "../analysis/budget.ts";
import { type MeasureCluster, measureClusters } from "../analysis/clusters.ts";
import { type CoverageDimension, type CoverageGap, coverageOf, prepareCoverage } from "../analysis/coverage.ts";
import { dataFaults } from "../analysis/data-quality.ts";
import { type FamilyKind, isTold, type MeasureFamily, measureFamilies } from "../analysis/families.ts";
import { type Finding, type FindingKind, overlapIn } from "../analysis/finding.ts";
import { familyFinding, findFinding, findingsIn, isToldByFamily, overlapFinding } from "../analysis/findings.ts";
import { integrationOf } from "../analysis/integration.ts";
import { departmentOverlaps } from "../analysis/matrix.ts";
import { isWantedPair, type PairFilter } from "../analysis/pair-filter.ts";
import { type AlikePair, alikePairs } from "../analysis/pairs.ts";
import { relationFaults } from "../analysis/relations.ts";
import { stackingConflicts } from "../analysis/stacking.ts";
import { targetReviews } from "../analysis/targets.ts";
import type { Decision } from "../cases/case.ts";
import { type FindingState, stateOf } from "../cases/state-of.ts";
import type { AuditedMeasure } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import type { Office } from "../office.ts";
import { limited, type Page, within } from "./limited.ts";
import { lookAt, type When } from "./look.ts";
import { type Look, namedPair, shownBudget, shownFinding, shownMeasure, shownPair, shownSnapshot } from "./shown.ts";

export function analysisResolvers(office: Office) {
  const about = (when: When) => lookAt(office, when);
  const findings = (find: (view: View) => readonly Finding[]) => async (_: unknown, when: When) => {
    const look = await about(when);
    return shownFindings(look, find(look.view));
  };
  return {
    overlapMatrix: async (_: unknown, when: When) => matrixOf(await about(when)),
    overlapPair: async (_: unknown, { a, b, ...when }: When & Named) => pairOf(await about(when), a, b),
    overlapClusters: async (_: unknown, when: When) => clustersOf(await about(when), shownCluster),
    integrationCandidates: async (_: unknown, when: When) => candidatesOf(await about(when)),
    coverage: async (_: unknown, { dimensions, ...when }: When & { dimensions: readonly CoverageDimension[] }) => {
      checkDimensions(dimensions);
      const look = await about(when);
      await prepareCoverage(look.view, dimensions);
      return shownCoverage(look, dimensions);
    },
    targetReview: async (_: unknown, when: When) => reviewOf(await about(when)),
    declaredRelationFaults: findings(relationFaults),
    stackingConflicts: findings(stackingConflicts),
    dataQuality: findings(dataFaults),
    auditFindings: async (_: unknown, { kinds, states, ...when }: When & FindingFilter) => {
      const look = await about(when);
      const wanted = (finding: Finding) => {
        const state = stateOf(look.cases, finding);
        if (state === "OPEN" && isToldByFamily(look.view, finding)) return false;
        return (!kinds || kinds.includes(finding.kind)) && (!states || states.includes(state));
      };
      return shownFindings(look, findingsIn(look.view).filter(wanted));
    },
  };
}

interface Named {
  readonly a: string;
  readonly b: string;
}

interface FindingFilter {
  readonly kinds?: readonly FindingKind[] | null;
  readonly states?: readonly FindingState[] | null;
}

function shownFindings(look: Look, found: readonly Finding[]) {
  return {
    snapshot: shownSnapshot(look),
    count: found.length,
    findings: (page: Page) => found.slice(...within(page, 1_000)).map((each) => shownFinding(look, each)),
  };
}

interface ListedPairs extends Page, PairFilter {
  readonly includeDismissed: boolean;
}

interface FamilyPage extends Page {
  readonly kind?: FamilyKind | null;
}

function matrixOf(look: Look) {
  const isShown = (pair: AlikePair) => stateOf(look.cases, overlapFinding(pair)) !== "DISMISSED";
  const shown = () => alikePairs(look.view).filter(isShown);
  return {
    snapshot: shownSnapshot(look),
    departments: () =>
      departmentOverlaps(look.view, isShown).map(({ budget, ...cell }) => ({ ...cell, budget: shownBudget(budget) })),
    pairCount: () => shown().length,
    budget: () => shownBudget(budgetAtStake(shown().flatMap(({ a, b }) => [a, b]))),
    families: ({ kind, ...page }: FamilyPage) =>
      measureFamilies(look.view)
        .filter((family) => !kind || family.kind === kind)
        .slice(...within(page, 100))
        .map((family) => shownFamily(look, family)),
    pairs: (filter: ListedPairs) =>
      (filter.includeDismissed ? alikePairs(look.view) : shown())
        .filter((pair) => isWantedPair(pair, filter))
        .slice(...within(filter, 100))
        .map((pair) => shownPair(look, pair)),
  };
}

function shownFamily(look: Look, family: MeasureFamily) {
  const { measures } = family;
  return {
    ...family,
    measures: measures.map(shownMeasure),
    finding: () => (isTold(family) ? shownFinding(look, familyFinding(family)) : null),
    asOne: () => shownIntegration(look, measures),
  };
}

function pairOf(look: Look, one: string, other: string) {
  const [a, b] = [one, other].sort().map((id) => look.view.measures.get(id));
  if (!a || !b || a === b) return null;
  return namedPair(look, a, b);
}

/** The two measures of a decision about an overlap and their evidence, in the snapshot that it rests on; null for other findings. */
export async function decidedPair(office: Office, { findingId, snapshotId }: Decision) {
  const ids = overlapIn(findingId);
  if (ids === undefined) return null;
  return pairOf(await lookAt(office, { snapshot: snapshotId }), ...ids);
}

interface ClusterPage extends Page {
  readonly acrossDepartments: boolean;
}

function clustersOf<Shown>(look: Look, show: (cluster: MeasureCluster) => Shown) {
  return { snapshot: shownSnapshot(look), clusters: (page: ClusterPage) => clustersIn(look, page).map(show) };
}

function clustersIn({ view }: Look, { first, acrossDepartments }: ClusterPage): readonly MeasureCluster[] {
  const wanted = measureClusters(view).filter(({ departments }) => !acrossDepartments || departments.length > 1);
  return wanted.slice(0, limited(first, 100));
}

function shownCluster({ centre, members, departments }: MeasureCluster) {
  return {
    centre: shownMeasure(centre),
    members: members.map(shownMeasure),
    departments,
    budget: () => shownBudget(budgetAtStake([centre, ...members])),
  };
}

function candidatesOf(look: Look) {
  const show = ({ centre, members }: MeasureCluster) => shownIntegration(look, [centre, ...members]);
  return { snapshot: shownSnapshot(look), candidates: (page: ClusterPage) => clustersIn(look, page).map(show) };
}

function shownIntegration({ office }: Look, measures: readonly AuditedMeasure[]) {
  const { common, onlyOne } = integrationOf(measures);
  const departments = [...new Set(measures.map(({ department }) => department))].sort();
  return {
    measures: measures.map(shownMeasure),
    common,
    onlyOne: onlyOne.map(({ measure, offers }) => ({ measure: shownMeasure(measure), offers })),
    budget: () => shownBudget(budgetAtStake(measures)),
    affectedClients: () => office.clientsOf(departments),
  };
}

/** More cells than this are no table that anybody reads. */
const mostDimensions = 3;

/** @throws HubError AUDIT_DIMENSIONS */
function checkDimensions(asked: readonly CoverageDimension[]): void {
  if (asked.length === 0 || new Set(asked).size > mostDimensions) throw errors.auditDimensions(mostDimensions);
}

function shownCoverage(look: Look, asked: readonly CoverageDimension[]) {
  const { dimensions, cells, gaps, unplaced } = coverageOf(look.view, asked);
  return {
    snapshot: shownSnapshot(look),
    dimensions,
    unplaced,
    gapCount: gaps.length,
    cells: (page: Page) =>
      cells.slice(...within(page, 1_000)).map(({ at, measures }) => ({
        at,
        measures: measures.length,
        budget: () => shownBudget(budgetAtStake(measures)),
      })),
    gaps: (page: Page) =>
      gaps.slice(...within(page, 1_000)).map((gap) => ({ ...gap, state: () => gapState(look, gap) })),
  };
}

function gapState({ view, cases }: Look, { id }: CoverageGap): FindingState {
  const finding = findFinding(view, id);
  return finding ? stateOf(cases, finding) : "OPEN";
}

function reviewOf(look: Look) {
  return { snapshot: shownSnapshot(look), groups: () => targetReviews(look.view) };
}
