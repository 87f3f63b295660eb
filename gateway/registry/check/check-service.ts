/** Whether the service answers at its address, with the schema that is to be published: asked as the hub will ask it. */
import { setTimeout } from "node:timers/promises";
import type { Bilingual } from "#kit/errors.ts";
import { askSubgraph, type Way } from "#kit/network/ask-subgraph.ts";
import { type CheckResult, completed, skipped } from "./check-result.ts";
import { defineFinding, type Finding, type Severity } from "./finding.ts";
import type { Proposal, Published } from "./proposal.ts";
import { type ServiceDifference, serviceDifferences } from "./service-differences.ts";

interface Asking {
  readonly way: Way;
  /** Of a service that does not answer, or not yet with this schema. */
  readonly severity: Extract<Severity, "error" | "warning">;
}

/** Only for an address that the hub may call. */
export async function checkService({ sdl, url }: Proposal, { way, severity }: Asking): Promise<CheckResult> {
  if (url === undefined || isNowhere(url)) return skipped("service", noAddress);
  const running = await readRunning(url, way);
  return completed("service", findingsOf({ sdl, url }, running).map(withSeverity(severity)));
}

const noAddress = { ja: "アドレスの指定がありません", en: "no address was given" };

function isNowhere(url: string): boolean {
  return new URL(url).hostname.endsWith(".invalid");
}

type Running =
  | { readonly outcome: "answered"; readonly sdl: string }
  | { readonly outcome: "silent" }
  /** Nothing else is told of what does not belong to the department. */
  | { readonly outcome: "foreign" };

const patienceMs = 2_000;
const largestAnswerBytes = 2 * 1024 * 1024;
/** One that is slow once may only be starting, or its machine busy. */
const [attempts, pauseMs] = [3, 200];

async function readRunning(url: string, way: Way): Promise<Running> {
  for (let attempt = 1; ; attempt++) {
    const running = await askOnce(url, way);
    if (running.outcome !== "silent" || attempt === attempts) return running;
    await setTimeout(pauseMs);
  }
}

async function askOnce(url: string, way: Way): Promise<Running> {
  try {
    const question = { query: "{ _service { sdl } }" };
    return runningIn(await askSubgraph(url, question, way, patienceMs, largestAnswerBytes));
  } catch (error) {
    return { outcome: isSilence(error) ? "silent" : "foreign" };
  }
}

function runningIn(answer: unknown): Running {
  const sdl = (answer as { data?: { _service?: { sdl?: unknown } } } | null)?.data?._service?.sdl;
  return typeof sdl === "string" ? { outcome: "answered", sdl } : { outcome: "foreign" };
}

/** There is nothing at the address, or it says nothing. */
const silences = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function isSilence(error: unknown): boolean {
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  return name === "TimeoutError" || silences.has(String(code));
}

function findingsOf({ sdl, url }: Pick<Published, "sdl" | "url">, running: Running): readonly Finding[] {
  if (running.outcome === "silent") return [silent({}, url)];
  if (running.outcome === "foreign") return [foreign({}, url)];
  const differences = serviceDifferences(sdl, running.sdl);
  if (differences === undefined) return [foreign({}, url)];
  return differences.length === 0 ? [] : [differs({}, url, differences)];
}

/** What belongs to others is never called, whether or not the service runs yet. */
function withSeverity(severity: Severity): (finding: Finding) => Finding {
  return (finding) => (finding.code === "SERVICE_FOREIGN" ? finding : { ...finding, severity });
}

const notYet = {
  ja: "動かしてから公開するか、まだ動かさないなら --not-yet-running を付けてください。",
  en: "Start it first; or publish with --not-yet-running, if it is to run later.",
};

const silent = defineFinding("SERVICE_SILENT", "error", (url: string) => ({
  message: {
    ja: `${url} に応答するものがありません（${patienceMs / 1000} 秒を ${attempts} 回待ちました）。`,
    en: `Nothing answers at ${url}: asked ${attempts} times, ${patienceMs / 1000} s each.`,
  },
  remedy: notYet,
}));

const foreign = defineFinding("SERVICE_FOREIGN", "error", (url: string) => ({
  message: {
    ja: `${url} に応答するものは、ハブが呼べるサブグラフではありません。`,
    en: `What answers at ${url} is no subgraph that the hub can ask.`,
  },
  remedy: {
    ja: "アドレスとポート、署名の鍵（JINKATSU_SUBGRAPH_KEYS）を確かめてください。転送（リダイレクト）には従いません。",
    en: "Check address, port and the key of its signature (JINKATSU_SUBGRAPH_KEYS). Redirects are not followed.",
  },
}));

const mostTold = 10;

const places: Readonly<Record<ServiceDifference["where"], Bilingual>> = {
  schema: { ja: "ファイルにだけある", en: "only in the file" },
  service: { ja: "サービスにだけある", en: "only in the service" },
  both: { ja: "両者で違う", en: "not the same in both" },
};

const differs = defineFinding("SERVICE_DIFFERS", "error", (url: string, differences: readonly ServiceDifference[]) => {
  const first = differences.slice(0, mostTold);
  const told = (say: "ja" | "en") =>
    first.map(({ coordinate, where }) => `${coordinate} (${places[where][say]})`).join(", ");
  const left = differences.length - mostTold;
  return {
    message: {
      ja: `${url} で動いているサービスのスキーマは、公開するものと違います: ${told("ja")}${left > 0 ? ` ほか ${left}` : ""}。`,
      en: `The service that runs at ${url} has another schema than this one: ${told("en")}${left > 0 ? ` and ${left} more` : ""}.`,
    },
    remedy: {
      ja: "同じ SDL のサービスを動かしてから公開するか、これから動かすなら --not-yet-running を付けてください。",
      en: "Run the service with this very schema first; or publish with --not-yet-running, if it is to run later.",
    },
  };
});
