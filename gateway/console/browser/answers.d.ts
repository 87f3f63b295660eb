/** What the questions are answered with, by the names of their files. */

export interface Localised {
  readonly ja: string;
  readonly en?: string | null;
}

export interface Choice {
  readonly code: string;
  readonly name: Localised;
  /** PERSON or ORGANISATION of target groups; NATION, PREFECTURE, CITY … of areas. */
  readonly kind?: string;
}

interface EnumType {
  readonly enumValues: readonly { readonly name: string; readonly description: string | null }[];
}

export type OverlapClass = "DUPLICATION" | "OVERLAP" | "FRAGMENTATION";
export type FindingState = "OPEN" | "PROPOSED" | "DECIDED" | "RELEASED" | "DISMISSED";
export type DecisionState = "PROPOSED" | "APPROVED" | "REFUSED" | "RELEASED";

export interface Snapshot {
  readonly id: string;
  readonly at: string;
  readonly measureCount: number;
  readonly model: string;
}

export interface Source {
  readonly url: string;
  readonly title: string | null;
}

interface NamedMeasure {
  readonly code: string;
  readonly name: Localised;
  readonly department: string;
  readonly budget: number | null;
}

export interface Step {
  readonly kind: string;
  readonly bits: number;
  readonly cosine: number | null;
  readonly facet: string | null;
  readonly shared: readonly string[] | null;
}

export interface Evidence {
  readonly shared: readonly string[];
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
  readonly goals: number | null;
  readonly activities: number | null;
  readonly beneficiaries: number | null;
  readonly waterfall: readonly Step[];
}

interface Described {
  readonly id: string;
  readonly summary: Localised | null;
  readonly ownerUnit: { readonly name: Localised } | null;
  readonly sources: readonly Source[];
}

export interface Alike {
  readonly bits: number;
  readonly class: OverlapClass;
  readonly areas: readonly string[];
  readonly targets: readonly string[];
  readonly existing: NamedMeasure & { readonly measure: Described | null };
  readonly evidence: Evidence;
}

export interface Preview {
  readonly snapshot: Snapshot;
  readonly alike: readonly Alike[];
}

interface Budget {
  readonly known: number;
  readonly unknown: number;
}

export interface BudgetAtStake extends Budget {
  readonly measures: number;
}

export interface DepartmentOverlap {
  readonly department: string;
  readonly other: string;
  readonly pairs: number;
  readonly duplications: number;
  readonly overlaps: number;
  readonly fragmentations: number;
  readonly budget: Budget;
}

export interface Matrix {
  readonly snapshot: Snapshot & {
    readonly isKept: boolean;
    readonly missing: readonly { readonly field: string; readonly measures: number }[];
  };
  readonly pairCount: number;
  readonly budget: BudgetAtStake;
  readonly departments: readonly DepartmentOverlap[];
}

export interface ListedPair {
  readonly id: string;
  readonly class: OverlapClass | null;
  readonly bits: number;
  readonly probability: number | null;
  readonly state: FindingState;
  readonly a: NamedMeasure & { readonly measure: { readonly id: string } | null };
  readonly b: NamedMeasure & { readonly measure: { readonly id: string } | null };
}

export interface ComparedMeasure extends NamedMeasure {
  readonly version: number;
  readonly measure:
    | (Described & {
        readonly purpose: Localised | null;
        readonly targetGroups: readonly { readonly name: Localised }[] | null;
        readonly areas: readonly { readonly name: Localised }[] | null;
        readonly startFiscalYear: { readonly year: number } | null;
        readonly endFiscalYear: { readonly year: number } | null;
      })
    | null;
}

export interface Pair extends Omit<ListedPair, "a" | "b"> {
  readonly decision: { readonly id: string; readonly state: DecisionState; readonly reason: string } | null;
  readonly a: ComparedMeasure;
  readonly b: ComparedMeasure;
  readonly evidence: Evidence & { readonly version: string };
}

export interface Finding {
  readonly id: string;
  readonly kind: string;
  readonly code: string;
  readonly text: Localised;
  readonly state: FindingState;
  readonly measures: readonly {
    readonly name: Localised;
    readonly department: string;
    readonly measure: { readonly id: string } | null;
  }[];
}

export interface Offer {
  readonly field: string;
  readonly value: string;
}

export interface Candidate {
  readonly measures: readonly { readonly name: Localised; readonly department: string }[];
  readonly common: readonly Offer[];
  readonly onlyOne: readonly { readonly measure: { readonly name: Localised }; readonly offers: readonly Offer[] }[];
  readonly budget: BudgetAtStake;
  readonly affectedClients: readonly string[] | null;
}

export interface Coverage {
  readonly gapCount: number;
  readonly unplaced: number;
  readonly cells: readonly {
    readonly at: readonly { readonly dimension: string; readonly value: string; readonly name: Localised }[];
    readonly measures: number;
  }[];
}

interface DepartmentAnswer {
  readonly department: string;
  readonly position: string;
}

export interface ListedDecision {
  readonly id: string;
  readonly findingKind: string;
  readonly verdict: string;
  readonly class: OverlapClass | null;
  readonly state: DecisionState;
  readonly reason: string;
  readonly proposedAt: string;
  readonly isAddressed: boolean | null;
  readonly measures: readonly { readonly name: string; readonly department: string }[];
  readonly answers: readonly DepartmentAnswer[];
  readonly actions: readonly { readonly id: string }[];
  readonly alerts: readonly { readonly reason: string }[];
}

export interface Action {
  readonly id: string;
  readonly text: string;
  readonly department: string;
  readonly owner: string;
  readonly dueOn: string;
  readonly isOverdue: boolean;
  readonly status: string;
  readonly note: string | null;
  readonly estimatedSaving: number | null;
  readonly realisedSaving: number | null;
}

export interface Option {
  readonly kind: string;
  readonly text: string;
  readonly savingFrom: number | null;
  readonly savingTo: number | null;
  readonly confidence: string | null;
}

export interface Decision extends Omit<ListedDecision, "measures" | "answers" | "actions" | "alerts"> {
  readonly findingId: string;
  readonly warranted: boolean | null;
  readonly effects: string | null;
  readonly refusal: string | null;
  readonly snapshotId: string;
  readonly approvedAt: string | null;
  readonly releasedAt: string | null;
  readonly options: readonly Option[];
  readonly measures: readonly {
    readonly name: string;
    readonly department: string;
    readonly version: number;
    readonly measure: { readonly id: string } | null;
  }[];
  readonly answers: readonly (DepartmentAnswer & { readonly comment: string; readonly at: string })[];
  readonly actions: readonly Action[];
  readonly alerts: readonly {
    readonly reason: string;
    readonly at: string;
    readonly measure: { readonly id: string; readonly name: Localised } | null;
  }[];
}

export interface FollowUp {
  readonly areas: number;
  readonly areasAddressed: number;
  readonly byStatus: readonly { readonly status: string; readonly actions: number }[];
  readonly overdue: readonly (Omit<Action, "isOverdue" | "note"> & { readonly decisionId: string })[];
  readonly estimatedSaving: number;
  readonly realisedSaving: number;
}

export interface TrailEvent {
  readonly sequence: number;
  readonly at: string;
  readonly kind: string;
  readonly subject: string | null;
  readonly role: string;
}

export interface Changed {
  readonly decision: { readonly id: string } | null;
  readonly problems: readonly { readonly code: string; readonly message: Localised }[];
}

/** What changes a decision. */
export type Change = "propose" | "approve" | "refuse" | "release" | "answer" | "add-action" | "change-action";

/** A root field is null where its subgraph is down. */
export interface Answers extends Readonly<Record<Change, { readonly changed: Changed | null }>> {
  readonly choices: {
    readonly departments: readonly Choice[] | null;
    readonly targetGroups: readonly Choice[] | null;
    readonly areas: readonly Choice[] | null;
    readonly industries: readonly Choice[] | null;
    readonly pillars: EnumType | null;
    readonly instruments: EnumType | null;
    readonly talentTypes: EnumType | null;
    readonly benefitKinds: EnumType | null;
  };
  readonly preview: { readonly previewMeasure: Preview | null };
  readonly matrix: { readonly overlapMatrix: Matrix | null };
  readonly pairs: { readonly overlapMatrix: { readonly pairs: readonly ListedPair[] } | null };
  readonly pair: { readonly overlapPair: Pair | null };
  readonly findings: {
    readonly auditFindings: { readonly count: number; readonly findings: readonly Finding[] } | null;
  };
  readonly candidates: { readonly integrationCandidates: { readonly candidates: readonly Candidate[] } | null };
  readonly gaps: { readonly coverage: Coverage | null };
  readonly decisions: { readonly auditDecisions: readonly ListedDecision[] | null };
  readonly decision: { readonly auditDecision: Decision | null };
  readonly "follow-up": { readonly followUp: FollowUp | null };
  readonly "trail-size": { readonly auditTrail: { readonly size: number } | null };
  readonly trail: { readonly auditTrail: { readonly size: number; readonly events: readonly TrailEvent[] } | null };
  readonly export: {
    readonly exportAudit: {
      readonly fileName: string;
      readonly mediaType: string;
      readonly content: string;
      readonly sha256: string;
    } | null;
  };
}
