/** Asks the registry of a running hub. */
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { HubError } from "#kit/errors.ts";
import { readHubAccess } from "../../config.ts";
import type { CheckResult } from "../../registry/check/check-result.ts";
import { registryErrors } from "../../registry/errors.ts";
import type { AnswerRow } from "../../registry/store/tables.ts";

export interface HubClient {
  post<Result>(name: string, body: object): Promise<Result>;
  get<Result>(name: string, query?: Readonly<Record<string, string>>): Promise<Result>;
}

export interface VersionFacts {
  readonly subgraph: string;
  readonly version: number;
  readonly action: string;
  readonly digest: string | null;
  readonly url: string | null;
  readonly isDeployed: boolean;
  readonly at: string;
  readonly author: string;
  readonly message: string | null;
  readonly gitCommit: string | null;
  readonly restores: number | null;
  /** What would keep it from being published today; of the version that stands. */
  readonly breaches?: readonly string[];
  /** What it took from clients, with its owners' approval. */
  readonly accepted?: readonly AcceptedBreak[];
}

export interface AcceptedBreak {
  readonly code: string;
  readonly coordinate: string;
  readonly clients: readonly string[];
  /** Why it was asked for. */
  readonly reason: string;
  readonly approvals: readonly { readonly department: string; readonly author: string; readonly reason: string }[];
}

/** What the hub answers to a change. */
export interface ChangeAnswer {
  readonly outcome: "published" | "unchanged" | "rejected" | "waiting" | "deleted" | "refused" | "checked";
  readonly passes: boolean;
  readonly results: readonly CheckResult[];
  readonly version?: VersionFacts;
  readonly served?: { readonly isServed: boolean; readonly supergraph?: string; readonly reasons?: readonly string[] };
  readonly draft?: { readonly id: string; readonly dueAt: string | null };
  readonly key?: { readonly isRequired: boolean; readonly fingerprint?: string };
}

export interface HistoryAnswer {
  readonly versions: readonly VersionFacts[];
  readonly drafts: readonly {
    readonly id: string;
    readonly status: string;
    readonly at: string;
    readonly author: string;
    readonly message: string | null;
    readonly digest: string;
    readonly errors: number;
  }[];
  readonly answers: readonly AnswerRow[];
}

export interface HubPatience {
  /** Checks compose and load the whole graph, and others may be before us. */
  readonly attemptMs: number;
  /** A change whose answer was lost is sent again, by its key, so that it is made once. */
  readonly attempts: number;
  /** Longer each time. */
  readonly pauseMs: number;
}

const usualPatience: HubPatience = { attemptMs: 120_000, attempts: 4, pauseMs: 1_000 };

/** `url` goes before the setting. @throws HubError SETTING_INVALID */
export function createHubClient(url?: string, patience = usualPatience): HubClient {
  const access = readHubAccess();
  const origin = url ?? access.url;
  const headers = {
    "content-type": "application/json",
    ...(access.token === "" ? {} : { authorization: `Bearer ${access.token}` }),
  };
  const ask = (path: string, init: RequestInit) =>
    sendOnce(origin, path, {
      ...init,
      headers: { ...headers, ...init.headers },
      redirect: "error",
      signal: AbortSignal.timeout(patience.attemptMs),
    });
  const askToRead = async <Result>(path: string, init: RequestInit): Promise<Result> => {
    const sent = await ask(path, init);
    if (sent.outcome === "lost") throw registryErrors.hubSilent(origin, sent.reason);
    // What a hub of this version answers; another would say so with an error.
    return sent.answer as Result;
  };
  const askToChange = async <Result>(path: string, body: object): Promise<Result> => {
    const init = { method: "POST", body: JSON.stringify(body), headers: { "idempotency-key": randomUUID() } };
    const sent = await sendUntilAnswered(() => ask(path, init), patience);
    if (sent.outcome === "lost") throw registryErrors.changeUnknown(origin, sent.reason);
    return sent.answer as Result;
  };
  return {
    post: (name, body) =>
      name === "check" ? askToRead(name, { method: "POST", body: JSON.stringify(body) }) : askToChange(name, body),
    get: (name, query = {}) => askToRead(`${name}?${new URLSearchParams(query)}`, { method: "GET" }),
  };
}

type Sent =
  | { readonly outcome: "answered"; readonly answer: unknown }
  /** It may have reached the hub, and may have been done. */
  | { readonly outcome: "lost"; readonly reason: string };

/** Once an answer was lost, that the hub cannot be reached says nothing of what it did before. */
async function sendUntilAnswered(send: () => Promise<Sent>, { attempts, pauseMs }: HubPatience): Promise<Sent> {
  let sent = await send();
  for (let attempt = 1; sent.outcome === "lost" && attempt < attempts; attempt++) {
    await setTimeout(pauseMs * attempt);
    const { reason } = sent;
    sent = await send().catch((error: unknown) => {
      if (error instanceof HubError && error.code === registryErrors.hubUnreachable.code)
        return { outcome: "lost", reason };
      throw error;
    });
  }
  return sent;
}

/** @throws HubError HUB_UNREACHABLE where nothing was sent, or what the hub refuses with */
async function sendOnce(origin: string, path: string, init: RequestInit): Promise<Sent> {
  const response = await fetch(`${origin}/registry/${path}`, init).catch((error: unknown) => reasonOf(error));
  if (typeof response === "string") {
    if (lost.has(response)) return { outcome: "lost", reason: response };
    throw registryErrors.hubUnreachable(origin, response);
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return { outcome: "answered", answer };
  const refusal = refusalIn(answer);
  if (refusal) throw refusal;
  const reason = `HTTP ${response.status}`;
  if (response.ok || proxyGaveUp.has(response.status)) return { outcome: "lost", reason };
  throw registryErrors.hubUnreachable(origin, reason);
}

/** By these a connection ends that stood. */
const lost = new Set([
  "TimeoutError",
  "ECONNRESET",
  "EPIPE",
  "UND_ERR_SOCKET",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
]);

/** Said by what stands before a hub that has not answered it. */
const proxyGaveUp = new Set([502, 503, 504]);

/** By its shape: `fetch` may bring errors of its own kind. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { readonly name?: unknown; readonly cause?: { readonly code?: unknown } };
  return String(cause?.code ?? name ?? "?");
}

interface Refused {
  readonly errors?: readonly [
    { readonly extensions?: { readonly code?: string; readonly text?: { readonly ja: string; readonly en: string } } },
  ];
}

function refusalIn(answer: unknown): HubError | undefined {
  const { code, text } = (answer as Refused | undefined)?.errors?.[0]?.extensions ?? {};
  return code !== undefined && text !== undefined ? new HubError(code, text) : undefined;
}
