/** Whether what composes can also be served: composition alone passes schemas that engines refuse. */
import { type GraphQLSchema, parse } from "graphql";
import type { Bilingual } from "#kit/errors.ts";
import { linksOf } from "#kit/identity/linked-rules.ts";
import { takeRulesOut } from "../../access/take-rules-out.ts";
import { type LoadingFault, proveLoading } from "../../execution/index.ts";
import { apiSchemaOf } from "../../supergraph/api-schema.ts";
import { type CheckResult, completed } from "./check-result.ts";
import { defineFinding } from "./finding.ts";
import { probesOf } from "./probes.ts";

export interface Loaded {
  readonly result: CheckResult;
  /** What clients would see; undefined where it cannot be loaded. */
  readonly api: GraphQLSchema | undefined;
}

export async function checkLoading(composedSdl: string): Promise<Loaded> {
  // The hub enforces access rules itself, and gives its engine the supergraph without them.
  const supergraphSdl = takeRulesOut(composedSdl, parse(composedSdl, { noLocation: true }));
  const api = readApi(supergraphSdl);
  const faults = await proveLoading(supergraphSdl, api ? probesOf(api) : []);
  // Contexts are known to the hub's engine alone.
  const isOurs = hasContexts(supergraphSdl);
  const findings = faults.map(({ engine, reason }) =>
    isOurs && engine === "apollo" ? oursOnly({}) : notLoadable({}, engines[engine], shortened(reason)),
  );
  return { result: completed("loading", findings), api };
}

function hasContexts(supergraphSdl: string): boolean {
  return linksOf(parse(supergraphSdl, { noLocation: true })).some(({ feature }) => feature === "context");
}

/** What is wrong with it the engines say themselves. */
function readApi(supergraphSdl: string): GraphQLSchema | undefined {
  try {
    return apiSchemaOf(supergraphSdl);
  } catch {
    return undefined;
  }
}

const engines: Readonly<Record<LoadingFault["engine"], Bilingual>> = {
  hub: { ja: "ハブのエンジン", en: "the hub's engine" },
  apollo: { ja: "@apollo/gateway", en: "@apollo/gateway" },
};

/** After the first lines an engine quotes the whole supergraph. */
function shortened(reason: string): string {
  return reason.split("\n").slice(0, 2).join(" ");
}

const notLoadable = defineFinding("NOT_LOADABLE", "error", (engine: Bilingual, reason: string) => ({
  message: {
    ja: `合成はできますが、${engine.ja}では動きません（${reason}）。`,
    en: `It composes, but ${engine.en} cannot serve it: ${reason}`,
  },
  remedy: {
    ja: "示された定義やディレクティブを除いてください。",
    en: "Take out the definition or directive that is named.",
  },
}));

const oursOnly = defineFinding("SERVED_BY_HUB_ONLY", "warning", () => ({
  message: {
    ja: "@fromContext に応えるのはハブのエンジンだけです。@apollo/gateway（JINKATSU_ENGINE=apollo）では動きません。",
    en: "Only the hub's engine serves @fromContext; @apollo/gateway (JINKATSU_ENGINE=apollo) does not.",
  },
  remedy: {
    ja: "@apollo/gateway でも動かすなら、@requires か引数で渡してください。",
    en: "Where @apollo/gateway has to serve it too, pass the value by @requires or as an argument.",
  },
}));
