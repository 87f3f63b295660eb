/** Asks the registry of a running hub. */
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

/** Checks compose and load the whole graph, and others may be before us; in milliseconds. */
const patience = 180_000;

/** `url` goes before the setting. @throws HubError SETTING_INVALID */
export function createHubClient(url?: string): HubClient {
  const access = readHubAccess();
  const origin = url ?? access.url;
  const headers = access.token === "" ? {} : { authorization: `Bearer ${access.token}` };
  const ask = async <Result>(path: string, init: RequestInit): Promise<Result> => {
    const response = await fetch(`${origin}/registry/${path}`, {
      ...init,
      headers: { ...headers, "content-type": "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(patience),
    }).catch((error: unknown) => {
      throw registryErrors.hubUnreachable(origin, reasonOf(error));
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw refusalIn(answer) ?? registryErrors.hubUnreachable(origin, `HTTP ${response.status}`);
    // What a hub of this version answers; another would say so with an error.
    return answer as Result;
  };
  return {
    post: (name, body) => ask(name, { method: "POST", body: JSON.stringify(body) }),
    get: (name, query = {}) => ask(`${name}?${new URLSearchParams(query)}`, { method: "GET" }),
  };
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause === "object" && cause !== null && "code" in cause) return String(cause.code);
  return error instanceof Error ? error.name : "?";
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
