/** Puts a saved schema among what the others publish: who is mocked, and the graph that comes of it. */
import type { Config } from "../../config.ts";
import { followIndex } from "../../registry/check/follow-index.ts";
import type { Proposal, Published } from "../../registry/check/proposal.ts";
import { readSchema } from "../../registry/check/read-schema.ts";
import { composeApart } from "../../supergraph/compose-apart.ts";
import { inProcess } from "../../supergraph/published.ts";
import { answers } from "./answers.ts";
import { mockSubgraph } from "./mock/mock-subgraph.ts";
import type { NewGraph } from "./served-graph.ts";

export interface Surroundings {
  readonly config: Config;
  readonly published: readonly Published[];
  /** Where the subgraph at work runs. */
  readonly url: string;
  /** Named on the command line. */
  readonly mock: readonly string[];
  readonly mockOthers: boolean;
}

export interface Assembly {
  /** Undefined where it does not compose. */
  readonly graph: NewGraph | undefined;
  readonly mocked: readonly string[];
  /** Whether the subgraph at work answers, or need not. */
  readonly isRunning: boolean;
}

export async function assemble({ name, sdl }: Proposal, around: Surroundings): Promise<Assembly> {
  const own = { name, sdl, url: around.url };
  const others = around.published.filter((each) => each.name !== name);
  const [mocked, isAnswering] = await Promise.all([mockedAmong(others, around), answers(own, around.config)]);
  const isOwnMocked = around.mock.includes(name);
  const names = isOwnMocked ? [...mocked, name] : mocked;
  return { graph: await graphOf(own, others, names), mocked: names, isRunning: isOwnMocked || isAnswering };
}

async function mockedAmong(others: readonly Published[], around: Surroundings): Promise<readonly string[]> {
  const { mock, mockOthers, config } = around;
  const isMocked = async (each: Published) => mockOthers || mock.includes(each.name) || !(await answers(each, config));
  const found = await Promise.all(others.map(isMocked));
  return others.filter((_, index) => found[index]).map(({ name }) => name);
}

async function graphOf(own: Published, others: readonly Published[], mocked: readonly string[]) {
  if (readSchema(own.sdl).outcome === "unreadable") return undefined;
  const parts = [...followIndex(own, others), own].map((part) =>
    mocked.includes(part.name) ? { ...part, url: inProcess(part.name) } : part,
  );
  const composition = await composeApart(parts);
  if (composition.outcome === "refused") return undefined;
  const mocks = parts.filter(({ name }) => mocked.includes(name)).map(({ name, sdl }) => mockSubgraph(name, sdl));
  return { supergraphSdl: composition.supergraphSdl, names: parts.map(({ name }) => name), mocks };
}
