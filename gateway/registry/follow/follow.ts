/** Follows the registry: looks several times a second whether anything has been published, and has it composed and served. */
import { isDeepStrictEqual } from "node:util";
import { parse } from "graphql";
import { implementationsOf } from "#kit/contract/complete-sdl.ts";
import type { Database } from "#kit/database/open.ts";
import type { ListedDepartment } from "#kit/server/department-list.ts";
import type { PublishedSubgraph } from "../../supergraph/compose.ts";
import type { LastGood } from "../../supergraph/last-good.ts";
import { type Admitted, createSupply, type Supergraph, type Supply } from "../../supergraph/supply.ts";
import { index } from "../check/world.ts";
import type { CompositionSeal } from "../store/composition-seal.ts";
import { type HeadDepartment, seedVersions } from "../store/versions.ts";
import { composedBefore } from "./composed-before.ts";
import type { Deployment } from "./deployment.ts";
import { effectiveGraph, type Parts, type UncalledSubgraph, uncalledIn } from "./effective-graph.ts";
import type { HeadAsRead, KnownHead } from "./known-head.ts";
import { createWaiting, type Waiting } from "./waiting.ts";

export interface Followed {
  readonly revision: number;
  readonly supergraph: Supergraph;
  /** What a composed one is composed of. */
  readonly parts: Parts;
}

export interface Following extends Pick<Waiting, "reached"> {
  readonly supply: Supply;
  /** What runs with the hub, as it was when it was last looked at. */
  deployed(): Parts;
  /** What was published and may not be called, as of then. */
  uncalled(): readonly UncalledSubgraph[];
}

interface Options {
  readonly deployment: Deployment;
  readonly head: KnownHead;
  readonly database: () => Promise<Database>;
  /** Of what was composed. */
  readonly seal: CompositionSeal;
  readonly routingHosts: readonly string[];
  readonly lastGood: LastGood;
  /** Told of each supergraph that is new, when it is served; whoever waits hears of it afterwards. Never rejects. */
  readonly onLaunch: (followed: Followed) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
  /** Told of them whenever they are others. */
  readonly onUncalled: (uncalled: readonly UncalledSubgraph[]) => void;
}

export function createFollowing(options: Options): Following {
  const { deployment, head: known, database, seal, routingHosts, lastGood, onLaunch, onUncalled } = options;
  const seed = createSeeding(options);
  const reindex = createReindexing(deployment);
  let deployed: Parts = new Map();
  let uncalled: readonly UncalledSubgraph[] = [];
  let parts: Parts = new Map();
  let revision = 0;
  let admitted: Admitted = [];
  let seen: Followed | undefined;
  let launched: Followed | undefined;
  let written: Promise<void> = Promise.resolve();
  const waiting = createWaiting();

  const readParts = async (): Promise<Parts> => {
    const head = (await known.read()) ?? nothing;
    deployed = await readDeployed(deployment);
    await seed(deployed);
    const isIndexed = await reindex(effectiveGraph(deployed, head, routingHosts), head);
    // The index says something else then.
    if (!isIndexed) deployed = await readDeployed(deployment);
    const found = uncalledIn(head, routingHosts);
    if (!isDeepStrictEqual(found, uncalled)) onUncalled(found);
    uncalled = found;
    revision = head.revision;
    admitted = head.departments.filter(({ audiences }) => audiences.length > 0).map(audiencesOf);
    parts = effectiveGraph(deployed, head, routingHosts);
    return parts;
  };
  const composing = createSupply(readParts, lastGood, composedBefore(database, seal));
  /** Whoever looks again has served, or could not serve, what was seen before. */
  const settle = (followed: Followed) => {
    if (followed.supergraph.origin === "composed" && !isLaunchedAlike(followed, launched)) {
      launched = followed;
      written = onLaunch(followed);
    }
    written.then(() => waiting.tell(followed));
  };

  return {
    deployed: () => deployed,
    uncalled: () => uncalled,
    reached: waiting.reached,
    supply: {
      pause: waiting.pause,
      async next() {
        if (seen) settle(seen);
        const found = await composing.next();
        const supergraph = "sdl" in found && admitted.length > 0 ? { ...found, admitted } : found;
        seen = { revision, supergraph, parts };
        return supergraph;
      },
    },
  };
}

function isLaunchedAlike({ revision, supergraph }: Followed, launched: Followed | undefined): boolean {
  return revision === launched?.revision && isDeepStrictEqual(supergraph, launched.supergraph);
}

function audiencesOf({ name, audiences }: HeadDepartment) {
  return { name, audiences };
}

const nothing: HeadAsRead = { revision: 0, readAt: 0, subgraphs: [], departments: [] };

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
function createReindexing({ reindex }: Deployment): (parts: Parts, head: HeadAsRead) => Promise<boolean> {
  let known: unknown;
  let told: readonly ListedDepartment[] | undefined;
  const list = (parts: Parts, head: HeadAsRead): readonly ListedDepartment[] => {
    const titles = new Map(head.departments.map(({ name, title }) => [name, title]));
    // What has no records is nothing to an index.
    const departments = [...parts.values()]
      .filter((part) => part !== undefined)
      .filter(isDepartment)
      .map((part) => ({ ...part, title: titles.get(part.name) }));
    return told && isDeepStrictEqual(departments, told) ? told : departments;
  };
  return async (parts, head) => {
    // What is not known now would be taken for gone.
    if ([...parts].some(([name, part]) => part === undefined && name !== index)) return true;
    const found = [[...parts].filter(([name]) => name !== index), head.departments];
    const listed = told && isDeepStrictEqual(found, known) ? told : list(parts, head);
    await reindex?.(listed, head.readAt);
    const isTold = listed === told;
    [known, told] = [found, listed];
    return isTold;
  };
}

/** Whether it has records of its own, which the index follows; the index answers for those of others. */
function isDepartment({ name, sdl }: PublishedSubgraph): boolean {
  if (name === index) return false;
  const document = parse(sdl, { noLocation: true });
  return ["Measure", "TalentResource"].some((contract) => implementationsOf(document, contract).length > 0);
}
