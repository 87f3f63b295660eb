/** Resolvers of the check ahead: what exists near a measure that is only planned, and the checks that were saved. */
import { showSaved } from "#kit/changes/commit-change.ts";
import type { MeasureInput } from "#kit/records/record.ts";
import { toNullable } from "#kit/values/figure.ts";
import { answerCheck } from "../ahead/answer.ts";
import { findSavedCheck, listSavedChecks, type ProvenCheck, saveCheck } from "../ahead/saved-checks.ts";
import { budgetOf } from "../analysis/budget.ts";
import { problems } from "../cases/problems.ts";
import { readSnapshots } from "../collection/snapshots.ts";
import type { Office } from "../office.ts";
import type { AuditContext } from "./context.ts";
import { keyedMutation } from "./keyed-mutation.ts";
import { limited, type Page, within } from "./limited.ts";
import { keptSnapshot, shownSnapshot } from "./shown.ts";

interface Asked {
  readonly planned: MeasureInput;
  readonly department?: string | null;
}

const mostNear = 20;
/** As many as the page shows. */
const nearSaved = 10;

export function aheadQueries(office: Office) {
  return {
    similarMeasures: async (_: unknown, { first, ...asked }: Asked & { readonly first: number }) => {
      const [view, cases] = await Promise.all([office.collection.current(), office.cases.current()]);
      const answer = await answerCheck(office.nearest, view, {
        planned: planOf(asked),
        first: limited(first, mostNear),
      });
      return { snapshot: shownSnapshot({ office, view, cases }), ...answer };
    },
    savedCheck: async (_: unknown, { id }: { readonly id: string }, context: AuditContext) => {
      const found = await findSavedCheck(office, id, context);
      return found ? shownCheck(office, found, context) : null;
    },
    savedChecks: async (_: unknown, page: Page, context: AuditContext) => {
      const found = await listSavedChecks(office, within(page, 100), context);
      return found.map((each) => shownCheck(office, each, context));
    },
  };
}

function planOf({ planned, department }: Asked) {
  return { contract: planned, department: department ?? null };
}

export function aheadMutations(office: Office) {
  return {
    saveCheck: keyedMutation(office, async (changing, asked: Asked, context) => {
      if (asked.planned.name.ja.trim() === "") return { check: null, problems: [problems.titleMissing] };
      const view = await office.collection.current();
      const planned = planOf(asked);
      const answer = await answerCheck(office.nearest, view, { planned, first: nearSaved });
      const id = await saveCheck(changing, view, { by: context.by, planned, answer });
      const found = await showSaved(() => findSavedCheck(office, id, context));
      return { check: found ? shownCheck(office, found, context) : null, problems: [] };
    }),
  };
}

/** What it holds is proven where it is asked for: a list names it only. */
function shownCheck(office: Office, { row, proven }: ProvenCheck, { by }: AuditContext) {
  const { id, fiscalYear, number, savedAt, savedBy, department, title } = row;
  return {
    id,
    fiscalYear,
    number,
    savedAt,
    savedBy,
    department,
    title,
    isOwn: by.subject !== null && by.subject === savedBy,
    wasPreliminary: () => proven().wasPreliminary,
    plan: () => shownPlan(proven().planned),
    result: async () => {
      const [kept] = await readSnapshots(office, [row.snapshot]);
      return { ...proven().answer, snapshot: kept ? keptSnapshot(office, kept) : null };
    },
  };
}

function shownPlan({ contract, department }: ReturnType<typeof planOf>) {
  const { name, summary, purpose, issue, pillar, instrument, talentTypes, targetGroups, areas, industries } = contract;
  return {
    ...{ name, summary, purpose, issue, pillar, instrument, talentTypes, targetGroups, areas, industries },
    department,
    code: contract.code || null,
    startFiscalYear: contract.startFiscalYear,
    endFiscalYear: contract.endFiscalYear,
    legalBasis: contract.legalBasis,
    eligibility: contract.eligibility?.humanText,
    eligibleCosts: contract.benefits?.[0]?.eligibleCosts,
    budget: toNullable(budgetOf(contract)),
  };
}
