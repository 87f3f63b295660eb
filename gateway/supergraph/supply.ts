/** Which supergraph is served: composed from what is published now, or the last good one while that cannot be had. */
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Role } from "#kit/identity/identity.ts";
import { type Composition, compose, type PublishedSubgraph } from "./compose.ts";
import { composeApart } from "./compose-apart.ts";
import type { LastGood } from "./last-good.ts";

export type Supergraph =
  | {
      readonly origin: "composed";
      readonly sdl: string;
      readonly admitted?: Admitted;
      /** Composed of the same parts by somebody else before. */
      readonly isTakenOver?: true;
    }
  /** Composed by somebody else. */
  | { readonly origin: "file"; readonly sdl: string }
  | {
      readonly origin: "lastGood";
      readonly sdl: string;
      readonly reasons: readonly string[];
      readonly admitted?: Admitted;
    }
  | { readonly origin: "none"; readonly reasons: readonly string[] };

/** Departments that joined later, each with the roles that see its fields where they carry no rule. */
export type Admitted = readonly { readonly name: string; readonly audiences: readonly Role[] }[];

/** What each subgraph publishes; undefined for one that does not answer. */
export type ReadPublished = () => Promise<ReadonlyMap<string, PublishedSubgraph | undefined>>;

/** Where supergraphs come from. */
export interface Supply {
  next(): Promise<Supergraph>;
  /** Resolves when it is time for the next look, or at once when that is no longer wanted. */
  pause(signal: AbortSignal): Promise<void>;
}

/** What somebody has composed already of exactly these parts; undefined where nobody has. */
export type FindComposed = (subgraphs: readonly PublishedSubgraph[]) => Promise<string | undefined>;

const nobody: FindComposed = async () => undefined;

/** How often it is asked whether something new is published, in milliseconds. */
const interval = 2_000;

export function createSupply(
  readPublished: ReadPublished,
  lastGood: LastGood,
  findComposed: FindComposed = nobody,
): Supply {
  const composeOnce = remembered(findComposed);
  const next = async (): Promise<Supergraph> => {
    const composed = await composeOnce(await readPublished());
    if (composed.origin === "composed") {
      if ((await lastGood.read()) !== composed.sdl) await lastGood.write(composed.sdl);
      return composed;
    }
    return (await lastGoodOf(lastGood, composed.reasons)) ?? composed;
  };
  return { next, pause: (signal) => pauseFor(interval, signal) };
}

/** `milliseconds` keep no process alive. */
export async function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
}

async function lastGoodOf(lastGood: LastGood, reasons: readonly string[]): Promise<Supergraph | undefined> {
  const sdl = await lastGood.read();
  if (sdl !== undefined) return { origin: "lastGood", sdl, reasons };
  const before = await lastGood.readBefore();
  if (before === undefined) return undefined;
  return {
    origin: "lastGood",
    sdl: before,
    reasons: [...reasons, "the last supergraph on disk is spoilt; this is the one before it"],
  };
}

type Published = Awaited<ReturnType<ReadPublished>>;
type Composed = Exclude<Supergraph, { origin: "lastGood" | "file" }>;

type ComposeAll = (subgraphs: readonly PublishedSubgraph[]) => Composition | Promise<Composition>;

/**
 * Composing takes the CPU for a good part of a second: it is done again only when something else is published. The first time nobody is
 * served yet whom it could hold up, and a thread would only take longer.
 */
function remembered(findComposed: FindComposed): (published: Published) => Promise<Composed> {
  let last: { readonly key: string; readonly composed: Composed } | undefined;
  return async (published) => {
    const key = JSON.stringify([...published]);
    const composeAll = last ? composeApart : compose;
    if (last?.key !== key) last = { key, composed: await composePublished(published, findComposed, composeAll) };
    return last.composed;
  };
}

async function composePublished(
  published: Published,
  findComposed: FindComposed,
  composeAll: ComposeAll,
): Promise<Composed> {
  const missing = [...published].filter(([, subgraph]) => subgraph === undefined).map(([name]) => name);
  if (missing.length > 0) return { origin: "none", reasons: missing.map((name) => `subgraph ${name} does not answer`) };
  const subgraphs = [...published.values()].filter((subgraph) => subgraph !== undefined);
  const sdl = await findComposed(subgraphs);
  if (sdl !== undefined) return { origin: "composed", sdl, isTakenOver: true };
  const composition = await composeAll(subgraphs);
  if (composition.outcome === "refused") return { origin: "none", reasons: composition.reasons };
  return { origin: "composed", sdl: composition.supergraphSdl };
}

interface Watch {
  readonly supply: Supply;
  readonly served: () => Supergraph;
  readonly onChange: (supergraph: Supergraph) => Promise<void>;
  /** Told when a look fails, such as on a full disk; the next look comes all the same. */
  readonly onFailure: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/** Looks again and again until aborted, and reports a supergraph of other text, origin or reasons than the one served. */
export async function watchSupergraph(watch: Watch): Promise<void> {
  const { supply, signal, onFailure } = watch;
  const look = createLook(watch);
  while (!signal.aborted) {
    await supply.pause(signal);
    if (!signal.aborted) await look().catch(onFailure);
  }
}

/** One that could not be served is not tried, nor complained of, until there is another. */
function createLook({ supply, served, onChange, signal }: Watch): () => Promise<void> {
  let refused: Supergraph | undefined;
  return async () => {
    const supergraph = await supply.next();
    if (signal.aborted || isSame(supergraph, served()) || isDeepStrictEqual(supergraph, refused)) return;
    refused = supergraph;
    await onChange(supergraph);
    refused = undefined;
  };
}

function isSame(supergraph: Supergraph, served: Supergraph): boolean {
  // What is served goes on being served when there is nothing else.
  if (supergraph.origin === "none" && served.origin !== "none") return true;
  return isDeepStrictEqual(served, supergraph);
}
