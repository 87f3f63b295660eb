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
  readonly enumValues: readonly { readonly name: string; readonly description: string | null }[] | null;
}

export type OverlapClass = "DUPLICATION" | "OVERLAP" | "FRAGMENTATION" | "SIBLING";
export type FindingState = "OPEN" | "PROPOSED" | "DECIDED" | "RELEASED" | "DISMISSED";
export type DecisionState = "PROPOSED" | "APPROVED" | "REFUSED" | "RELEASED";

export interface Snapshot {
  readonly id: string;
  /** Null where it holds nothing. */
  readonly at: string | null;
  readonly isKept: boolean;
  readonly preliminary: boolean;
  readonly measureCount: number;
  readonly departments: readonly string[] | null;
  readonly fiscalYear: number | null;
  readonly model: string;
}

export interface MissingField {
  readonly field: string;
  readonly measures: number;
}

export interface KeptSnapshot extends Snapshot {
  readonly takenAt: string | null;
  readonly missing: readonly MissingField[];
}

export interface Source {
  readonly url: string;
  readonly title: string | null;
}

/** As it stood in a snapshot. */
export interface AuditedMeasure {
  readonly name: Localised;
  readonly department: string;
  readonly ownerUnit: Localised | null;
  readonly purpose: Localised | null;
  readonly issue: Localised | null;
  readonly summary: Localised | null;
  readonly pillar: string | null;
  readonly instrument: string | null;
  readonly targetGroups: readonly string[] | null;
  readonly areas: readonly string[] | null;
  readonly startFiscalYear: number | null;
  readonly endFiscalYear: number | null;
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
  readonly ownerUnit: { readonly name: Localised } | null;
  readonly sources: readonly Source[];
}

export interface ComparedPiece {
  readonly text: string;
  readonly isShared: boolean;
}

export interface ComparedText {
  readonly field: "NAME" | "SUMMARY" | "PURPOSE" | "ISSUE";
  readonly planned: readonly ComparedPiece[];
  readonly existing: readonly ComparedPiece[];
}

export interface Similar {
  readonly grade: "SAME_CONTENT" | "SIMILAR" | "NEAR";
  readonly why: Localised;
  readonly areas: readonly string[];
  readonly targets: readonly string[];
  readonly existing: NamedMeasure & { readonly measure: Described | null };
  readonly texts: readonly ComparedText[];
}

export interface SimilarMeasures {
  readonly snapshot: Snapshot;
  readonly isAnythingAlike: boolean;
  readonly message: Localised;
  readonly nearest: readonly Similar[];
}

export interface NearNow {
  readonly grade: Similar["grade"];
  readonly existing: { readonly name: Localised; readonly department: string };
}

export interface ListedCheck {
  readonly id: string;
  readonly fiscalYear: number;
  readonly number: number;
  readonly savedAt: string;
  /** A hash. */
  readonly savedBy: string;
  /** Null for an auditor's. */
  readonly department: string | null;
  readonly isOwn: boolean;
  readonly title: string;
}

export interface CheckedPlan {
  readonly name: Localised;
  readonly code: string | null;
  readonly department: string | null;
  readonly summary: Localised | null;
  readonly purpose: Localised | null;
  readonly issue: Localised | null;
  readonly pillar: string | null;
  readonly instrument: string | null;
  readonly talentTypes: readonly string[] | null;
  readonly targetGroups: readonly string[] | null;
  readonly areas: readonly string[] | null;
  readonly industries: readonly string[] | null;
  readonly eligibility: Localised | null;
  readonly eligibleCosts: Localised | null;
  readonly legalBasis: Localised | null;
  readonly startFiscalYear: number | null;
  readonly endFiscalYear: number | null;
  readonly budget: number | null;
}

/** As it stood when the check was saved. */
export interface SavedNear extends Omit<Similar, "existing"> {
  readonly existing: NamedMeasure & { readonly version: number; readonly ownerUnit: Localised | null };
}

export interface SavedCheck extends ListedCheck {
  readonly wasPreliminary: boolean;
  readonly plan: CheckedPlan;
  readonly result: Omit<SimilarMeasures, "nearest"> & { readonly nearest: readonly SavedNear[] };
}

interface Budget {
  readonly known: number | null;
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
  readonly siblings: number;
  readonly budget: Budget;
}

export interface Matrix {
  readonly snapshot: Snapshot & { readonly missing: readonly MissingField[] };
  readonly pairCount: number;
  readonly budget: BudgetAtStake;
  readonly departments: readonly DepartmentOverlap[];
}

/** How a fact speaks: SAME and NEAR for, DIFFERENT against, UNKNOWN not at all. */
type FactStanding = "SAME" | "NEAR" | "DIFFERENT" | "UNKNOWN";

export interface PairFacts {
  readonly activity: FactStanding;
  readonly instrument: FactStanding;
  readonly beneficiaries: FactStanding;
  readonly places: "SAME" | "WITHIN" | "SIBLINGS" | "ELSEWHERE" | "UNKNOWN";
  readonly years: "MEET" | "DIFFER" | "UNKNOWN";
  readonly isOneScheme: boolean;
}

export interface ExplainedPair {
  readonly class: OverlapClass | null;
  readonly why: Localised;
  readonly facts: PairFacts;
}

interface PairedMeasure {
  readonly id: string;
  readonly name: Localised;
  readonly department: string;
}

export interface ListedPair {
  readonly id: string;
  readonly class: OverlapClass | null;
  readonly bits: number;
  readonly probability: number | null;
  /** People's judgements speak against the class. */
  readonly isClassDoubted: boolean;
  readonly state: FindingState;
  readonly why: Localised;
  readonly a: PairedMeasure;
  readonly b: PairedMeasure;
}

export interface ComparedMeasure extends NamedMeasure, AuditedMeasure {
  readonly name: Localised;
  readonly department: string;
  readonly version: number;
  readonly measure: { readonly id: string; readonly sources: readonly Source[] } | null;
}

export interface EvidencedPair extends Omit<ListedPair, "a" | "b"> {
  readonly facts: PairFacts;
  readonly a: ComparedMeasure;
  readonly b: ComparedMeasure;
  readonly evidence: Evidence & { readonly version: string };
}

export interface Pair extends EvidencedPair {
  readonly decision: { readonly id: string; readonly state: DecisionState; readonly reason: string } | null;
}

export interface Finding {
  readonly id: string;
  readonly kind: string;
  readonly code: string;
  readonly text: Localised;
  readonly state: FindingState;
  readonly measures: readonly PairedMeasure[];
  /** Null where it is not about two measures that are alike. */
  readonly pair: { readonly why: Localised } | null;
}

export interface Offer {
  readonly field: string;
  readonly value: string;
}

export interface Integration {
  readonly common: readonly Offer[];
  readonly onlyOne: readonly { readonly measure: { readonly name: Localised }; readonly offers: readonly Offer[] }[];
  readonly budget: BudgetAtStake;
  readonly affectedClients: readonly string[] | null;
}

export interface Candidate extends Integration {
  readonly measures: readonly { readonly name: Localised; readonly department: string }[];
}

export interface FamilyMember extends PairedMeasure {
  readonly areas: readonly string[] | null;
  readonly budget: number | null;
  readonly ownerUnit: Localised | null;
}

export interface Family {
  readonly id: string;
  readonly kind: "ONE_SCHEME" | "SIBLING";
  readonly text: Localised;
  readonly measures: readonly FamilyMember[];
  /** Null but for three siblings or more. */
  readonly finding: {
    readonly id: string;
    readonly kind: string;
    readonly state: FindingState;
    readonly text: Localised;
    readonly decision: { readonly id: string } | null;
  } | null;
  readonly asOne: Integration;
}

export interface Coverage {
  readonly snapshot: Snapshot;
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
  readonly effects: string | null;
}

export interface Decision extends Omit<ListedDecision, "measures" | "answers" | "actions" | "alerts"> {
  readonly findingId: string;
  readonly warranted: boolean | null;
  readonly effects: string | null;
  readonly refusal: string | null;
  readonly snapshotId: string;
  readonly awaitedDepartments: readonly string[];
  readonly canApprove: boolean;
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
  readonly actions: readonly (Action & { readonly decisionId: string })[];
  readonly estimatedSaving: number | null;
  readonly estimatedSavingUnknown: number;
  readonly realisedSaving: number | null;
  readonly realisedSavingUnknown: number;
}

export type Judgement = "ALIKE" | "NOT_ALIKE" | "UNSURE";

export interface ListedLabelling {
  readonly id: string;
  readonly drawnAt: string;
  readonly seed: number;
  readonly controlPercent: number;
  readonly size: number;
  readonly judged: number;
  readonly snapshot: { readonly id: string };
}

/** Nothing in it tells a score. */
export interface PairToLabel {
  readonly number: number;
  readonly judgement: Judgement | null;
  readonly a: AuditedMeasure;
  readonly b: AuditedMeasure;
}

export interface Labelling extends ListedLabelling {
  readonly pairs: readonly { readonly number: number; readonly judgement: Judgement | null }[];
  readonly pair: PairToLabel | null;
}

export interface CurvePoint {
  readonly bits: number;
  readonly probability: number;
}

export interface Band {
  readonly from: number | null;
  readonly below: number | null;
  readonly labels: number;
  readonly alike: number;
  readonly meanBits: number | null;
  readonly before: number | null;
  readonly after: number | null;
  readonly precision: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Calibration {
  readonly labels: number;
  readonly alike: number;
  readonly unsure: number;
  readonly notAlike: number;
  readonly needed: number;
  readonly neededOfEach: number;
  readonly curve: readonly CurvePoint[] | null;
  readonly errorBefore: number | null;
  readonly errorAfter: number | null;
  readonly bands: readonly Band[];
  readonly control: readonly Band[];
}

export interface TrailEvent {
  readonly sequence: number;
  readonly at: string;
  readonly kind: string;
  readonly subject: string | null;
  readonly role: string;
}

interface Problem {
  readonly code: string;
  readonly message: Localised;
}

export interface Changed {
  readonly decision: { readonly id: string } | null;
  readonly problems: readonly Problem[];
}

export interface FoundMeasure {
  readonly id: string;
  readonly code: string;
  readonly name: Localised;
  readonly department: { readonly code: string };
  readonly sources: readonly Source[];
}

export interface SearchReason {
  readonly typed: string;
  readonly found: string;
  readonly kind: "EXACT" | "PART" | "READING" | "SYNONYM" | "NARROWER" | "WIDER" | "GENERAL" | "DISTANT" | "APART";
}

export interface SearchHighlight {
  readonly field: "NAME" | "SUMMARY" | "PURPOSE" | "OTHER";
  readonly fragments: readonly { readonly text: string; readonly isMarked: boolean }[];
}

export interface SearchHit {
  readonly node: FoundMeasure;
  readonly match: {
    /** False of what was found by distant words only: the total does not tell of it. */
    readonly isCounted: boolean;
    readonly missing: readonly string[];
    readonly reasons: readonly SearchReason[];
    readonly highlights: readonly SearchHighlight[];
  } | null;
}

export interface FoundMeasures {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly search: {
    readonly outcome: "ALL_WORDS" | "SOME_WORDS" | "NOTHING";
    readonly didYouMean: string | null;
    readonly unknownWords: readonly string[];
    readonly message: Localised;
  } | null;
  readonly edges: readonly SearchHit[];
  readonly near: readonly FoundMeasure[];
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
  readonly search: { readonly measures: FoundMeasures | null };
  readonly similar: { readonly similarMeasures: SimilarMeasures | null };
  readonly near: { readonly similarMeasures: { readonly nearest: readonly NearNow[] } | null };
  readonly "save-check": {
    readonly saveCheck: {
      readonly check: { readonly id: string } | null;
      readonly problems: readonly Problem[];
    } | null;
  };
  readonly "saved-check": { readonly savedCheck: SavedCheck | null };
  readonly "saved-checks": { readonly savedChecks: readonly ListedCheck[] | null };
  readonly matrix: { readonly overlapMatrix: Matrix | null };
  readonly look: { readonly overlapMatrix: { readonly snapshot: Snapshot } | null };
  readonly pairs: {
    readonly overlapMatrix: { readonly snapshot: Snapshot; readonly pairs: readonly ListedPair[] } | null;
  };
  readonly families: {
    readonly overlapMatrix: { readonly snapshot: Snapshot; readonly families: readonly Family[] } | null;
  };
  readonly pair: {
    readonly overlapPair: Pair | null;
    readonly overlapMatrix: { readonly snapshot: Snapshot } | null;
  };
  readonly findings: {
    readonly auditFindings: {
      readonly snapshot: Snapshot;
      readonly count: number;
      readonly findings: readonly Finding[];
    } | null;
  };
  readonly candidates: {
    readonly integrationCandidates: {
      readonly snapshot: Snapshot;
      readonly candidates: readonly Candidate[];
    } | null;
  };
  readonly snapshots: { readonly auditSnapshots: readonly KeptSnapshot[] | null };
  readonly "take-snapshot": {
    readonly takeSnapshot: {
      readonly snapshot: { readonly id: string; readonly measureCount: number } | null;
      readonly problems: readonly Problem[];
    } | null;
  };
  readonly labellings: { readonly labellings: readonly ListedLabelling[] | null };
  readonly labelling: { readonly labelling: Labelling | null };
  readonly "draw-labelling": {
    readonly drawLabelling: {
      readonly labelling: { readonly id: string } | null;
      readonly problems: readonly Problem[];
    } | null;
  };
  readonly "label-pair": {
    readonly labelPair: {
      readonly labelling: { readonly id: string; readonly size: number; readonly judged: number } | null;
      readonly problems: readonly Problem[];
    } | null;
  };
  readonly calibration: { readonly calibration: Calibration | null };
  readonly gaps: { readonly coverage: Coverage | null };
  readonly decisions: { readonly auditDecisions: readonly ListedDecision[] | null };
  readonly decision: { readonly auditDecision: Decision | null };
  readonly "decision-evidence": {
    readonly auditDecision: {
      readonly id: string;
      readonly state: DecisionState;
      readonly snapshotId: string;
      readonly pair: EvidencedPair | null;
    } | null;
  };
  readonly "follow-up": { readonly followUp: FollowUp | null };
  readonly "trail-size": { readonly auditTrail: { readonly size: number } | null };
  readonly trail: { readonly auditTrail: { readonly size: number; readonly events: readonly TrailEvent[] } | null };
  readonly export: {
    readonly exportAudit: {
      readonly snapshot: { readonly id: string };
      readonly fileName: string;
      readonly mediaType: string;
      readonly content: string;
      readonly sha256: string;
    } | null;
  };
}
