/** Tells what became of a change to the registry: what was found, the version, and whether it is served. */
import { findingsOf } from "../../registry/check/check-result.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Bilingual, Terminal } from "../terminal.ts";
import type { ChangeAnswer, VersionFacts } from "./hub-client.ts";
import { printFindings, printVerdict } from "./print-verdict.ts";

interface Reported {
  readonly answer: ChangeAnswer;
  /** Where the findings lie. */
  readonly file: string;
  readonly json: boolean;
}

export function reportChange(terminal: Terminal, { answer, file, json }: Reported): ExitCode {
  if (json) terminal.printJson(changeFacts(answer, file));
  else printChange(terminal, answer, file);
  if (answer.results.some(({ status }) => status === "failed")) return exitCodes.failed;
  return answer.passes ? exitCodes.ok : exitCodes.findings;
}

function changeFacts({ results, ...answer }: ChangeAnswer, file: string): object {
  const findings = findingsOf(results).map((finding) => ({ ...finding, ...(finding.place ? { file } : {}) }));
  const checks = results.map(({ check, status }) => ({ check, status }));
  return { ...answer, checks, findings };
}

function printChange(terminal: Terminal, answer: ChangeAnswer, file: string): void {
  const { results, version, served, draft, key, outcome } = answer;
  // What waits is neither published nor refused: the line of its draft says so.
  if (outcome === "waiting") printFindings(terminal, { results }, file);
  else if (results.length > 0) printVerdict(terminal, { results }, file);
  const say = (text: Bilingual) => terminal.print(terminal.say(text));
  if (version) say(versionLine(outcome, version));
  if (draft) say(draftLine(outcome, draft));
  if (served) say(servedLine(served));
  if (key?.fingerprint !== undefined) say(keyLine(key.fingerprint));
}

function versionLine(outcome: ChangeAnswer["outcome"], { subgraph, version }: VersionFacts): Bilingual {
  if (outcome === "unchanged")
    return {
      ja: `${subgraph} の版 ${version} と同じです。何も変わりません。`,
      en: `This is what version ${version} of ${subgraph} says already.`,
    };
  if (outcome === "deleted")
    return { ja: `${subgraph} を除きました（版 ${version}）。`, en: `${subgraph} is taken out: version ${version}.` };
  return {
    ja: `${subgraph} の版 ${version} として公開しました。`,
    en: `Published as version ${version} of ${subgraph}.`,
  };
}

function draftLine(outcome: ChangeAnswer["outcome"], { id, dueAt }: { id: string; dueAt: string | null }): Bilingual {
  if (outcome === "waiting")
    return {
      ja: `${id} として、所有部局の承認を待っています（${dueAt?.slice(0, 10)} まで）。グラフはそれまでそのままです。`,
      en: `It waits for the approval of the owning department as ${id}, until ${dueAt?.slice(0, 10)}. The graph stays as it is until then.`,
    };
  return {
    ja: `下書き ${id} として残しました。公開中のグラフはそのままです。`,
    en: `Kept as draft ${id}. The graph that is served stays as it is.`,
  };
}

function servedLine({ isServed, supergraph, reasons = [] }: NonNullable<ChangeAnswer["served"]>): Bilingual {
  if (isServed) return { ja: `ハブで使われています（${supergraph}）。`, en: `The hub serves it: ${supergraph}.` };
  return {
    ja: `まだハブで使われていません（${reasons.join("、")}）。`,
    en: `The hub does not serve it yet: ${reasons.join("; ")}.`,
  };
}

function keyLine(fingerprint: string): Bilingual {
  return {
    ja: `サブグラフには、指紋 ${fingerprint} の鍵が必要です。運用者が jinkatsu department key で示します。`,
    en: `The subgraph must hold the key with fingerprint ${fingerprint}, which the operator shows with jinkatsu department key.`,
  };
}
