/**
 * Asks a subgraph elsewhere. Its address may be one that a department has chosen: it is called only where subgraphs may be, follows nobody
 * further, and is heard no longer than it should take to say.
 */
import { Agent, request } from "undici";
import { type SignCall, signerFor } from "../identity/sign-call.ts";
import type { Settings } from "../settings.ts";
import { readBoundedText } from "./bounded-text.ts";
import { guardedLookup, isRefusedAddress } from "./guarded-lookup.ts";
import { type Networks, usualNetworks } from "./networks.ts";

/** How a subgraph is reached: by which signature it knows the caller, and where its name may lead. */
export interface Way {
  readonly sign: SignCall;
  readonly networks: Networks;
}

export type WayTo = (subgraph: string) => Way;

export function waysBy(settings: Pick<Settings, "mode" | "subgraphKeys" | "subgraphNetworks">): WayTo {
  const networks = networksOf(settings);
  return (subgraph) => ({ sign: signerFor(settings.subgraphKeys, subgraph), networks });
}

export function networksOf({ mode, subgraphNetworks }: Pick<Settings, "mode" | "subgraphNetworks">): Networks {
  return subgraphNetworks ?? usualNetworks(mode);
}

interface Question {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Of an answer, in bytes: a page of changes of the largest records has less. */
const largestAnswer = 64 * 1024 * 1024;

/** @returns the answer as JSON. @throws Error where there is none within `patience` milliseconds, or none that may be taken */
export async function askSubgraph(
  url: string,
  question: Question,
  way: Way,
  patience: number,
  largestBytes = largestAnswer,
): Promise<unknown> {
  const asked = JSON.stringify(question);
  const headers = { "content-type": "application/json", ...way.sign(asked) };
  const { text } = await call(url, way, { method: "POST", headers, body: asked, patience, largestBytes });
  return JSON.parse(text);
}

const largestHealth = 64 * 1024;

/** What a subgraph says of itself at `/health/ready`, whether it is or not. @throws Error as `askSubgraph` does */
export async function askHealth(url: string, way: Way, patience: number): Promise<unknown> {
  const at = new URL("/health/ready", url).href;
  const { text } = await call(at, way, { method: "GET", patience, largestBytes: largestHealth });
  return JSON.parse(text);
}

interface Call {
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly patience: number;
  readonly largestBytes: number;
}

async function call(
  url: string,
  { networks }: Way,
  { patience, largestBytes, ...asked }: Call,
): Promise<{ text: string }> {
  if (isRefusedAddress(url, networks)) throw new Error("its address is not in JINKATSU_SUBGRAPH_NETWORKS");
  const dispatcher = agentFor(networks);
  const { statusCode, body } = await request(url, { ...asked, dispatcher, signal: AbortSignal.timeout(patience) });
  const text = await readBoundedText(body, largestBytes);
  if (statusCode >= 300 && statusCode < 400)
    throw new Error(`it answered ${statusCode}, and nobody is followed elsewhere`);
  return { text };
}

const agents = new WeakMap<Networks, Agent>();

/** Connections are kept, and each is to an address that was looked at. */
function agentFor(networks: Networks): Agent {
  const agent = agents.get(networks) ?? new Agent({ connect: { lookup: guardedLookup(networks) } });
  agents.set(networks, agent);
  return agent;
}
