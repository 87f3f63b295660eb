/** The product as people meet it: its own graph over its own prefecture, with the standing settings. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type GraphQLSchema, graphql } from "graphql";
import { createIdentity } from "#kit/identity/identity.ts";
import { contextFor, type Subgraph } from "#kit/server/subgraph.ts";
import type { Settings } from "#kit/settings.ts";
import { openEmbedded } from "../../subgraphs/embedded.ts";
import type { Contender, Grade, Near, PairClass, Plan, RankedPair } from "./finders.ts";

export async function openProduct(): Promise<Contender> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), "quality-"));
  const embedded = await openEmbedded({ ...standing, dataFolder }, () => undefined);
  const catalog = named(embedded.subgraphs, "catalog");
  const audit = named(embedded.subgraphs, "audit");
  return {
    name: "jinkatsu",
    search: (query) => search(catalog, query),
    ahead: (plan) => ahead(audit, plan),
    overlap: () => overlap(audit),
    async close() {
      await embedded.close();
      rmSync(dataFolder, { recursive: true });
    },
  };
}

const standing: Omit<Settings, "dataFolder"> = {
  mode: "development",
  host: "127.0.0.1",
  port: 0,
  databaseUrl: undefined,
  subgraphs: [],
  subgraphKeys: new Map(),
  policy: path.resolve(import.meta.dirname, "../../schema/policy.yaml"),
};

function named(subgraphs: readonly Subgraph[], name: string): Subgraph {
  const found = subgraphs.find((subgraph) => subgraph.name === name);
  if (found === undefined) throw new Error(`no subgraph ${name}`);
  return found;
}

const searching = `query ($search: String!) { measures(search: $search, first: 100) { nodes { code } } }`;

async function search({ schema, createContext }: Subgraph, query: string): Promise<readonly string[]> {
  const contextValue = contextFor(
    { createContext },
    { identity: createIdentity({ subject: "reader", roles: ["auditor"] }), mayWrite: false },
  );
  const { measures } = await answerOf<Measures>(schema, {
    source: searching,
    variableValues: { search: query },
    contextValue,
  });
  return measures.nodes.map(({ code }) => code);
}

interface Measures {
  readonly measures: { readonly nodes: readonly { readonly code: string }[] };
}

const checking = `query ($planned: MeasureInput!) {
  similarMeasures(planned: $planned) { nearest { grade existing { code } } }
}`;

interface SimilarMeasures {
  readonly similarMeasures: {
    readonly nearest: readonly { readonly grade: keyof typeof grades; readonly existing: { readonly code: string } }[];
  };
}

const grades = { SAME_CONTENT: "SAME", SIMILAR: "SIMILAR", NEAR: "DIFFERENT" } as const satisfies Record<string, Grade>;

async function ahead({ schema, createContext }: Subgraph, plan: Plan): Promise<readonly Near[]> {
  const planned = {
    code: "",
    name: { ja: plan.title },
    summary: { ja: plan.summary },
    targetGroups: plan.targetGroups,
    sources: [],
  };
  const contextValue = contextFor(
    { createContext },
    { identity: createIdentity({ subject: "officer", roles: ["auditor"] }), mayWrite: false },
  );
  const { similarMeasures } = await answerOf<SimilarMeasures>(schema, {
    source: checking,
    variableValues: { planned },
    contextValue,
  });
  return similarMeasures.nearest.map(({ grade, existing }) => ({ id: existing.code, grade: grades[grade] }));
}

const listing = `query ($after: Int!) {
  overlapMatrix { pairs(first: 100, after: $after) { class a { code } b { code } } }
}`;

interface Listed {
  readonly overlapMatrix: {
    readonly pairs: readonly {
      readonly class: PairClass;
      readonly a: { readonly code: string };
      readonly b: { readonly code: string };
    }[];
  };
}

/** All pages, in the order in which an auditor meets them. */
async function overlap({ schema, createContext }: Subgraph): Promise<readonly RankedPair[]> {
  const contextValue = contextFor(
    { createContext },
    { identity: createIdentity({ subject: "auditor", roles: ["auditor"] }), mayWrite: false },
  );
  const shown: RankedPair[] = [];
  for (let isLast = false; !isLast; ) {
    const asked = { source: listing, variableValues: { after: shown.length }, contextValue };
    const { pairs } = (await answerOf<Listed>(schema, asked)).overlapMatrix;
    shown.push(...pairs.map(({ class: found, a, b }) => ({ a: a.code, b: b.code, class: found })));
    isLast = pairs.length === 0;
  }
  return shown;
}

interface Asked {
  readonly source: string;
  readonly variableValues: Readonly<Record<string, unknown>>;
  readonly contextValue: object;
}

/** @throws what the answer has as errors */
async function answerOf<Data>(schema: GraphQLSchema, asked: Asked): Promise<Data> {
  const { data, errors } = await graphql({ schema, ...asked });
  if (errors?.[0]) throw errors[0];
  // The shape is that of the query beside it.
  return data as Data;
}
