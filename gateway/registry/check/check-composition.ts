/** Whether the schema composes with those of the others, and what keeps it from it, in the department's own lines where it can be said. */
import type { GraphQLError } from "graphql";
import { type Attempt, tryToCompose } from "../../supergraph/compose.ts";
import { partsDigest } from "../../supergraph/parts-digest.ts";
import { type Unserved, unservedOf } from "../../supergraph/unserved.ts";
import { type CheckResult, completed } from "./check-result.ts";
import { defineFinding, type Finding } from "./finding.ts";
import { followIndex } from "./follow-index.ts";
import type { Proposal, Published } from "./proposal.ts";

/** Stands in for an address where none was given; nothing ever connects to it. */
const nowhere = "http://not-given.invalid/graphql";

export interface Composed {
  readonly result: CheckResult;
  readonly supergraphSdl: string | undefined;
  /** Digest of what it is composed of. */
  readonly composedOf: string;
}

export function checkComposition(proposal: Proposal, published: readonly Published[]): Composed {
  const others = followIndex(proposal, published);
  return checkParts([...others, { ...proposal, url: proposal.url ?? nowhere }], proposal.name);
}

/** `name` is the subgraph in whose lines mistakes are looked for. */
export function checkParts(parts: readonly Published[], name: string): Composed {
  const composition = tryToCompose(parts);
  return {
    result: completed("composition", findingsOf(composition, name)),
    supergraphSdl: composition.outcome === "composed" ? composition.supergraphSdl : undefined,
    composedOf: partsDigest(parts),
  };
}

function findingsOf(composition: Attempt, name: string): readonly Finding[] {
  return composition.outcome === "composed" ? [] : composition.errors.map((error) => findingOf(error, name));
}

function findingOf(error: GraphQLError, name: string): Finding {
  const node = error.nodes?.find(({ loc }) => loc?.source.name === name);
  const unserved = unservedOf(error);
  if (unserved && node) return { ...notServed({ node }, unserved), code: unserved.code };
  const code = String(error.extensions["code"] ?? "");
  const words = plainWords[code] ?? plainWords["OTHER"] ?? "";
  const other = node ? undefined : otherIn(error.message, name);
  const finding = other
    ? breaksOther({}, error.message, { words, other })
    : notComposable({ node }, error.message, words);
  return code === "" ? finding : { ...finding, code };
}

/** The subgraph that composition names first, where that is not the one that changes. */
function otherIn(message: string, name: string): string | undefined {
  const [, named] = /^\[([a-z][a-z0-9-]*)\] /.exec(message) ?? [];
  return named === name ? undefined : named;
}

/** What composition's commonest codes mean, for those who read its English less well. */
const plainWords: Readonly<Record<string, string>> = {
  INVALID_GRAPHQL: "スキーマの書き方が正しくありません。",
  INVALID_FIELD_SHARING: "同じ項目に複数のサブグラフが答えるのに、すべてには @shareable が付いていません。",
  FIELD_TYPE_MISMATCH: "同じ項目の型がサブグラフによって違います。",
  TYPE_KIND_MISMATCH: "同じ名前の型の種類がサブグラフによって違います。",
  SATISFIABILITY_ERROR: "ある項目に、問い合わせの途中からたどり着けません。多くは @key の不足です。",
  KEY_INVALID_FIELDS: "@key が指す項目が正しくありません。",
  REQUIRES_INVALID_FIELDS: "@requires が指す項目が正しくありません。",
  PROVIDES_INVALID_FIELDS: "@provides が指す項目が正しくありません。",
  EXTERNAL_UNUSED: "@external の項目が使われていません。",
  OVERRIDE_COLLISION_WITH_ANOTHER_DIRECTIVE: "@override はこの項目のほかのディレクティブと併用できません。",
  ONE_OF_INVALID: "@oneOf の入力の項目は、null を許し、既定値を持たないものに限ります。",
  EXTENSION_WITH_NO_BASE: "ほかの部局が拡張している型の定義がなくなります。",
  ENUM_VALUE_MISMATCH: "入力と出力の両方に使う列挙の値がサブグラフによって違います。",
  NO_QUERIES: "どのサブグラフにも Query の項目がありません。",
  OTHER: "ほかの部局のスキーマと合成できません。",
};

const notServed = defineFinding("NOT_SERVED", "error", ({ message, remedy }: Unserved) => ({ message, remedy }));

const breaksOther = defineFinding(
  "COMPOSITION",
  "error",
  (message: string, { words, other }: { readonly words: string; readonly other: string }) => ({
    message: { ja: `${words}（${message}）`, en: message },
    remedy: {
      ja: `${other} の公開しているものが使っています。残すか、先に ${other} に直してもらってください。公開中のグラフはそのままです。`,
      en: `What ${other} publishes needs it: keep it, or have ${other} publish without it first. The graph that is served stays as it is.`,
    },
  }),
);

const notComposable = defineFinding("COMPOSITION", "error", (message: string, ja: string) => ({
  message: { ja: `${ja}（${message}）`, en: message },
  remedy: {
    ja: "示された箇所を直してください。公開中のグラフはそのままです。",
    en: "Mend the place that is named. The graph that is served stays as it is.",
  },
}));
