/** What happens at each save: the schema is assembled with those of the others and served, and what changed in the findings is told. */
import { HubError } from "#kit/errors.ts";
import type { Config } from "../../config.ts";
import { findingsOf } from "../../registry/check/check-result.ts";
import type { Finding } from "../../registry/check/finding.ts";
import type { Published } from "../../registry/check/proposal.ts";
import { runChecks } from "../../registry/check/run-checks.ts";
import type { DesignPolicy } from "../../registry/policy.ts";
import { printConclusion } from "../registry/print-verdict.ts";
import type { Bilingual, Terminal } from "../terminal.ts";
import { type Assembly, assemble } from "./assemble.ts";
import { type OwnSchema, ownSchema } from "./own-schema.ts";
import { printFindingChanges } from "./print-finding-changes.ts";
import { readOthers } from "./read-others.ts";
import type { ServedGraph } from "./served-graph.ts";
import type { DevelopmentFlags } from "./start.ts";

interface Options {
  readonly terminal: Terminal;
  /** Of the subgraph at work. */
  readonly name: string;
  readonly flags: DevelopmentFlags;
  readonly config: Config;
  readonly policy: DesignPolicy;
  readonly show: ServedGraph["show"];
  /** What was published at the start. */
  readonly known: readonly Published[];
}

export interface Session {
  /** Of several saves during one judgement only the last is judged. */
  saved(text: string): void;
}

export function createSession(options: Options): Session {
  const judge = createJudge(options);
  let next: string | undefined;
  let isJudging = false;
  const judgeAll = async () => {
    isJudging = true;
    while (next !== undefined) {
      const text = next;
      next = undefined;
      await judge(text);
    }
    isJudging = false;
  };
  return {
    saved(text) {
      next = text;
      if (!isJudging) void judgeAll();
    },
  };
}

function createJudge(options: Options): (text: string) => Promise<void> {
  const { terminal, name, flags, config, policy, show } = options;
  const say = (text: Bilingual) => terminal.print(terminal.say(text));
  let published = options.known;
  let before: readonly Finding[] = [];
  let told: string | undefined;
  const tellFailure = (error: unknown) => terminal.note(terminal.say(textOf(error)));
  const readAgain = async () => {
    try {
      published = await readOthers(flags);
    } catch (error) {
      tellFailure(error);
      terminal.note(terminal.say(othersAsBefore));
    }
  };
  const serve = async (sdl: string) => {
    const around = { ...flags, published, config, mockOthers: flags.mockOthers === true };
    const assembly = await assemble({ name, url: undefined, sdl }, around);
    if (!assembly.graph) say(notComposed);
    else say((await show(assembly.graph)) ? served : notServed);
    tellStanding(assembly);
  };
  const tellStanding = (assembly: Assembly) => {
    const standing = standingOf(assembly, name, flags.url);
    if (standing.en !== told) say(standing);
    told = standing.en;
  };
  const check = async ({ sdl, inFile }: OwnSchema) => {
    // The address is where it runs on this machine, and not the one that is going to be published.
    const verdict = await runChecks({ name, url: undefined, sdl }, { published, policy });
    const findings = inFile(findingsOf(verdict.results));
    printFindingChanges(terminal, { before, after: findings, file: flags.schema });
    printConclusion(terminal, verdict);
    before = findings;
  };
  return async (text) => {
    terminal.print("");
    await readAgain();
    const own = readOwn(name, text, tellFailure);
    if (!own) return;
    // The checks take longer, since they try both engines: nobody waits for them to see the new field.
    await Promise.all([serve(own.sdl), check(own)].map((work) => work.catch(tellFailure)));
  };
}

function readOwn(name: string, text: string, onFailure: (error: unknown) => void): OwnSchema | undefined {
  try {
    return ownSchema(name, text);
  } catch (error) {
    onFailure(error);
    return undefined;
  }
}

function textOf(error: unknown): Bilingual {
  if (error instanceof HubError) return error.text;
  const message = error instanceof Error ? error.message : String(error);
  return { ja: `確かめられませんでした（${message}）。`, en: `It could not be judged: ${message}` };
}

const othersAsBefore = {
  ja: "ほかの部局については、前に読んだものを使います。",
  en: "Of the others, what was read before is used.",
};

const served = { ja: "このグラフを使っています。", en: "This graph is served." };
const notServed = {
  ja: "合成はできますが、ハブのエンジンでは動きません。それまでのグラフを使い続けます。",
  en: "It composes, but the hub's engine cannot serve it. The graph before it is still served.",
};
const notComposed = {
  ja: "合成できません。最後に合成できたグラフを使い続けます。",
  en: "It does not compose. The last graph that did is still served.",
};

function standingOf({ mocked, isRunning }: Assembly, name: string, url: string): Bilingual {
  const mocks =
    mocked.length === 0
      ? { ja: "代役はありません。", en: "Nothing is mocked." }
      : { ja: `代役: ${mocked.join("、")}`, en: `Mocked: ${mocked.join(", ")}` };
  if (isRunning) return mocks;
  return {
    ja: `${mocks.ja}\n${name} が ${url} で応答しません。動かすか、--url か --mock ${name} を指定してください。`,
    en: `${mocks.en}\n${name} does not answer at ${url}. Start it, or give --url or --mock ${name}.`,
  };
}
