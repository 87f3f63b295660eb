/** What the audit adds to every measure, whichever department's it is. */
import { overlapIn } from "../analysis/finding.ts";
import { findingsOf, overlapFinding } from "../analysis/findings.ts";
import { type AlikePair, pairsOf } from "../analysis/pairs.ts";
import { type Decision, isAddressed } from "../cases/case.ts";
import { lastDecision, stateOf } from "../cases/state-of.ts";
import type { Office } from "../office.ts";
import { type AuditContext, maySee } from "./context.ts";
import { limited } from "./limited.ts";
import { lookAt } from "./look.ts";
import { type Look, shownFinding, shownPair } from "./shown.ts";

interface Reference {
  readonly id: string;
}

interface OverlapArguments {
  readonly first: number;
  readonly acrossDepartments: boolean;
}

const mostOverlaps = 20;

export function measureFields(office: Office) {
  return {
    __resolveReference: ({ id }: Reference): Reference => ({ id }),
    overlaps: async ({ id }: Reference, { first, acrossDepartments }: OverlapArguments, context: AuditContext) => {
      const look = await lookAt(office, {});
      const wanted = pairsOf(look.view, { id }).filter(
        (pair) => isShown(look, pair, context) && (!acrossDepartments || pair.a.department !== pair.b.department),
      );
      return wanted.slice(0, limited(first, mostOverlaps)).map((pair) => shownPair(look, pair));
    },
    findings: async ({ id }: Reference, _: unknown, context: AuditContext) => {
      const look = await lookAt(office, {});
      const found = findingsOf(look.view, id).filter((finding) => {
        const decision = lastDecision(look.cases, finding.id);
        if (!context.isAuditor) return decision !== undefined && maySee(decision, context);
        return stateOf(look.cases, finding) !== "DISMISSED";
      });
      return found.map((finding) => shownFinding(look, finding));
    },
    auditStatus: async ({ id }: Reference, _: unknown, context: AuditContext) =>
      statusOf(await lookAt(office, {}), id, context),
  };
}

function isShown({ cases }: Look, pair: AlikePair, context: AuditContext): boolean {
  const finding = overlapFinding(pair);
  const decision = lastDecision(cases, finding.id);
  if (!context.isAuditor) return decision !== undefined && maySee(decision, context);
  return stateOf(cases, finding) !== "DISMISSED";
}

function statusOf({ view, cases }: Look, id: string, context: AuditContext) {
  const about = [...cases.decisions.values()].filter((each) => concernsMeasure(each, id) && maySee(each, context));
  const open = () => findingsOf(view, id).filter((finding) => stateOf(cases, finding) === "OPEN").length;
  return {
    openFindings: context.isAuditor ? open() : null,
    decisions: about.length,
    unaddressed: about.filter((each) => isAddressed(each) === false).length,
    alerts: about.flatMap(({ alerts }) => alerts).filter(({ measure }) => measure === id).length,
  };
}

function concernsMeasure({ measures, findingId }: Decision, id: string): boolean {
  return measures.some((each) => each.id === id) || overlapIn(findingId)?.includes(id) === true;
}
