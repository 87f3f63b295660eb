/** Follows the registry: looks several times a second whether anything has been published, and has it composed and served. */
import { isDeepStrictEqual } from "node:util";
import { parse } from "graphql";
import { implementationsOf } from "#kit/contract/complete-sdl.ts";
import type { Database } from "#kit/database/open.ts";
import type { PublishedSubgraph } from "../../supergraph/compose.ts";
import type { LastGood } from "../../supergraph/last-good.ts";
import { type Admitted, createSupply, type Supergraph, type Supply } from "../../supergraph/supply.ts";
import { index } from "../check/world.ts";
import { type Head, type HeadDepartment, seedVersions } from "../store/versions.ts";
import type { Deployment } from "./deployment.ts";
import { effectiveGraph, type Parts } from "./effective-graph.ts";
import type { KnownHead } from "./known-head.ts";

export interface Followed {
  readonly revision: number;
  readonly supergraph: Supergraph;
}

export interface Following {
  readonly supply: Supply;
  /** What runs with the hub, as it was when it was last looked at. */
  deployed(): Parts;
  /** Resolves when this process serves what stands at the revision, or has found that it cannot; undefined where that takes too long. */
  reached(revision: number): Promise<Followed | undefined>;
}

interface Options {
  readonly deployment: Deployment;
  readonly head: KnownHead;
  readonly database: () => Promise<Database>;
  readonly routingHosts: readonly string[];
  readonly lastGood: LastGood;
  /** Told of each supergraph that is new. */
  readonly onLaunch: (followed: Followed) => void;
  readonly onFailure: (error: unknown) => void;
}

/** How often the registry is looked at, in milliseconds. */
const interval = 250;

/** How long somebody waits to hear that what was published is served, in milliseconds. */
const patience = 30_000;

export function createFollowing(options: Options): Following {
  const { deployment, head: known, routingHosts, lastGood, onLaunch } = options;
  const seed = createSeeding(options);
  const reindex = createReindexing(deployment);
  let deployed: Parts = new Map();
  let revision = 0;
  let admitted: Admitted = [];
  let seen: Followed | undefined;
  let served: Followed | undefined;
  let launched: Followed | undefined;
  const waiting = new Set<(followed: Followed) => void>();

  const readParts = async (): Promise<Parts> => {
    const head = (await known.read()) ?? nothing;
    deployed = await readDeployed(deployment);
    await seed(deployed);
    const isIndexed = await reindex(effectiveGraph(deployed, head, routingHosts), head);
    // The index says something else then.
    if (!isIndexed) deployed = await readDeployed(deployment);
    revision = head.revision;
    admitted = head.departments.filter(({ audiences }) => audiences.length > 0).map(audiencesOf);
    return effectiveGraph(deployed, head, routingHosts);
  };
  const composing = createSupply(readParts, lastGood);

  return {
    deployed: () => deployed,
    supply: {
      interval,
      async next() {
        // Whoever looks again has served, or could not serve, what was seen before.
        served = seen;
        if (served) for (const tell of waiting) tell(served);
        const found = await composing.next();
        const supergraph = "sdl" in found && admitted.length > 0 ? { ...found, admitted } : found;
        seen = { revision, supergraph };
        if (supergraph.origin === "composed" && !isDeepStrictEqual(seen, launched)) onLaunch(seen);
        launched = seen;
        return supergraph;
      },
    },
    reached: (wanted) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => done(undefined), patience).unref();
        const done = (followed: Followed | undefined) => {
          clearTimeout(timer);
          waiting.delete(tell);
          resolve(followed);
        };
        const tell = (followed: Followed) => followed.revision >= wanted && done(followed);
        waiting.add(tell);
        if (served) tell(served);
      }),
  };
}

function audiencesOf({ name, audiences }: HeadDepartment) {
  return { name, audiences };
}

const nothing: Head = { revision: 0, subgraphs: [], departments: [] };

/** Written down when it is first seen and whenever it is another; a registry that is away is told the next time. */
function createSeeding({ database, onFailure }: Options): (deployed: Parts) => Promise<void> {
  let seeded: readonly object[] = [];
  return async (deployed) => {
    const found = [...deployed.values()].filter((part) => part !== undefined && part.name !== index);
    const known = found.filter((part) => part !== undefined);
    if (known.length === 0 || isDeepStrictEqual(known, seeded)) return;
    try {
      await seedVersions(await database(), known, "hub");
      seeded = known;
    } catch (error) {
      onFailure(error);
    }
  };
}

async function readDeployed({ here, elsewhere }: Deployment): Promise<Parts> {
  return new Map([...here(), ...(await elsewhere())]);
}

/** Says whether the index knew already. */
function createReindexing({ reindex }: Deployment): (parts: Parts, head: Head) => Promise<boolean> {
  let told: unknown;
  return async (parts, head) => {
    const known = [[...parts].filter(([name]) => name !== index), head.departments];
    // What is not known now would be taken for gone.
    const isWhole = [...parts].every(([name, part]) => part !== undefined || name === index);
    if (!isWhole || isDeepStrictEqual(known, told)) return true;
    const departments = [...parts.values()].flatMap((part) => (part && isDepartment(part) ? [part] : []));
    const titles = new Map(head.departments.map(({ name, title }) => [name, title]));
    await reindex?.(departments.map((part) => ({ ...part, title: titles.get(part.name) })));
    told = known;
    return false;
  };
}

/** Whether it has records of its own, which the index follows; the index answers for those of others. */
function isDepartment({ name, sdl }: PublishedSubgraph): boolean {
  if (name === index) return false;
  const document = parse(sdl, { noLocation: true });
  return ["Measure", "TalentResource"].some((contract) => implementationsOf(document, contract).length > 0);
}
