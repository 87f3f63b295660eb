/**
 * What breaks clients and is to go all the same: whoever wants the change names it with a reason, and the approver of the type
 * that loses something decides, as of any other change that waits. Accepted is what was named then, for the clients of then.
 */
import { type CheckResult, completed } from "../check/check-result.ts";
import { type Acceptance, type AcceptedFinding, type Breaks, defineFinding, type Finding } from "../check/finding.ts";

export const acceptableCodes: readonly string[] = ["CHANGE_BREAKS_CLIENT", "CHANGE_BREAKING"];

/** With what is to be accepted waiting for the owners of its type. */
export function awaitingAcceptance(
  results: readonly CheckResult[],
  acceptance: Acceptance | undefined,
): readonly CheckResult[] {
  if (acceptance === undefined) return results;
  return results.map((result) =>
    result.check === "changes" && result.status === "completed"
      ? completed("changes", [
          ...result.findings.flatMap((finding) => awaiting(finding, acceptance)),
          ...withoutFinding(result.findings, acceptance),
        ])
      : result,
  );
}

function awaiting(finding: Finding, { findings, reason }: Acceptance): readonly Finding[] {
  const { breaks, coordinate } = finding;
  if (!breaks || !findings.some((each) => each.code === finding.code && each.coordinate === coordinate))
    return [finding];
  return breaks.acceptedBy.map((awaits) => ({
    ...finding,
    awaits,
    breaks: { ...breaks, reason },
    message: {
      ja: `${finding.message.ja}承認を求める理由: ${reason}`,
      en: `${finding.message.en} It is asked to be accepted: ${reason}`,
    },
    remedy: {
      ja: `${awaits} の決裁者の承認を待ちます。`,
      en: `It waits for the approver of ${awaits}.`,
    },
  }));
}

/** Whoever mistyped a place is told beside what is found; where nobody uses it any more, nothing had to be accepted. */
function withoutFinding(findings: readonly Finding[], { findings: named }: Acceptance): readonly Finding[] {
  const isFound = ({ code, coordinate }: AcceptedFinding) =>
    findings.some((finding) => finding.breaks && finding.code === code && finding.coordinate === coordinate);
  return named.filter((each) => !isFound(each)).map(({ code, coordinate }) => notNeeded({ coordinate }, code));
}

const notNeeded = defineFinding("ACCEPT_WITHOUT_FINDING", "notice", (code: string) => ({
  message: {
    ja: `--accept に指定された ${code} は、この変更のこの箇所にありません。`,
    en: `--accept names ${code} here, which this change does not bring about at this place.`,
  },
  remedy: {
    ja: "ほかの指摘があれば、その記号と箇所を指定してください。なければ、することはありません。",
    en: "Where there are other findings, name their code and place as they stand; otherwise nothing needs to be done.",
  },
}));

/** Whether what was accepted then covers what is found now: the same change, and no client that was not named. */
export function coversBreaks(then: Finding, now: Finding): boolean {
  const { code, coordinate, awaits } = then;
  if (code !== now.code || coordinate !== now.coordinate || awaits !== now.awaits) return false;
  const [before, after] = [then.breaks, now.breaks];
  return (
    before !== undefined &&
    after !== undefined &&
    before.change === after.change &&
    after.clients.every((client) => before.clients.includes(client))
  );
}

/** It keeps nothing from being published any more, and is told all the same. */
export function acceptedFinding(finding: Finding, breaks: Breaks, accepted: NonNullable<Breaks["accepted"]>): Finding {
  const { awaits: owner = "", ...rest } = finding;
  const by = accepted.map(({ author, reason }) => `${author}: ${reason}`).join("; ");
  return {
    ...rest,
    severity: "warning",
    breaks: { ...breaks, accepted },
    remedy: {
      ja: `${owner} が承認しました（${by}）。利用者に知らせてください。`,
      en: `Accepted by ${owner} (${by}). Tell those who use it.`,
    },
  };
}
