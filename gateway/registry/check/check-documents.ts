/** Which of the operator's trusted documents fit the graph now and would not afterwards: a client that sends them would be refused. */
import type { GraphQLSchema } from "graphql";
import { type ListedDocument, unfitDocuments } from "../../documents/unfit-documents.ts";
import { type CheckResult, completed } from "./check-result.ts";
import { defineFinding } from "./finding.ts";

/** @param present undefined where there is nothing to compare with: then nothing that does not fit is of this change's doing */
export function checkDocuments(
  documents: readonly ListedDocument[],
  present: GraphQLSchema | undefined,
  proposed: GraphQLSchema,
): CheckResult {
  if (!present) return completed("documents", []);
  const unfitBefore = new Set(unfitDocuments(documents, present).map(({ id }) => id));
  const unfit = unfitDocuments(documents, proposed).filter(({ id }) => !unfitBefore.has(id));
  return completed(
    "documents",
    unfit.map(({ id, operation, reason }) => documentUnfit({}, operation ? `${operation} (${id})` : id, reason)),
  );
}

const documentUnfit = defineFinding("TRUSTED_DOCUMENT_UNFIT", "warning", (document: string, reason: string) => ({
  message: {
    ja: `信頼済みの文書 ${document} が、この変更のあとは実行できません（${reason}）。`,
    en: `The trusted document ${document} cannot be run after this change: ${reason}`,
  },
  remedy: {
    ja: "その文書を使うクライアントの担当に知らせ、新しい文書が一覧に入ってから公開してください。",
    en: "Tell those whose client sends it, and publish when the list has its new document.",
  },
}));
