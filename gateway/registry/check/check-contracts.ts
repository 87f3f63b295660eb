/** Whether the contract graphs stand too, each the graph without what bears certain tags, and what changes in each of them. */
import { errorCauses } from "@apollo/federation-internals";
import { type GraphQLSchema, parse } from "graphql";
import { takeRulesOut } from "../../access/take-rules-out.ts";
import { apiSchemaOf } from "../../supergraph/api-schema.ts";
import { type ContractGraph, excludeTags } from "../../supergraph/exclude-tags.ts";
import { schemaCoordinates } from "./changes/schema-coordinates.ts";
import { type CheckResult, completed } from "./check-result.ts";
import { defineFinding } from "./finding.ts";

export interface Supergraphs {
  readonly proposed: string;
  /** Undefined where there is nothing to compare with. */
  readonly present: string | undefined;
  /** The whole graph that is proposed, as clients see it. */
  readonly api: GraphQLSchema;
}

export function checkContracts(supergraphs: Supergraphs, contracts: readonly ContractGraph[]): CheckResult {
  const judged = contracts.map((contract) => ({ name: contract.name, ...judge(supergraphs, contract) }));
  return completed("contracts", [
    ...judged.flatMap(({ name, causes = [] }) => causes.map((reason) => contractBroken({}, name, reason))),
    ...together(judged, ({ gone = [] }) => gone).map(({ names, parts }) => contractLoses({}, names, parts)),
    ...together(judged, ({ come = [] }) => come).map(({ names, parts }) => contractGains({}, names, parts)),
  ]);
}

interface Judged {
  readonly name: string;
  /** Why it does not stand. */
  readonly causes?: readonly string[];
  readonly gone?: readonly string[];
  readonly come?: readonly string[];
}

function judge({ proposed, present, api }: Supergraphs, contract: ContractGraph): Omit<Judged, "name"> {
  const after = contractApi(proposed, contract);
  if ("causes" in after) return after;
  const before = present === undefined ? undefined : contractApi(present, contract);
  if (!before || "causes" in before) return {};
  const [old, now] = [schemaCoordinates(before.api), schemaCoordinates(after.api)];
  // What goes from the whole graph is judged by who uses it.
  const whole = schemaCoordinates(api);
  return {
    gone: [...old].filter((each) => !now.has(each) && whole.has(each)),
    come: [...now].filter((each) => !old.has(each)),
  };
}

/** Graphs in which the same changes are told of once. */
function together(judged: readonly Judged[], partsOf: (each: Judged) => readonly string[]) {
  const changed = judged.filter((each) => partsOf(each).length > 0);
  const groups = Object.values(Object.groupBy(changed, (each) => partsOf(each).join()));
  return groups.flatMap((group = []) =>
    group.slice(0, 1).map((first) => ({ names: group.map(({ name }) => name).join(", "), parts: partsOf(first) })),
  );
}

type ContractApi = { readonly api: GraphQLSchema } | { readonly causes: readonly string[] };

function contractApi(supergraphSdl: string, { exclude }: ContractGraph): ContractApi {
  try {
    const sdl = excludeTags(supergraphSdl, exclude);
    return { api: apiSchemaOf(takeRulesOut(sdl, parse(sdl, { noLocation: true }))) };
  } catch (error) {
    const causes = error instanceof Error ? (errorCauses(error) ?? [error]) : [];
    return { causes: causes.map(({ message }) => message) };
  }
}

const shown = 5;

function listed(coordinates: readonly string[]): string {
  const more = coordinates.length - shown;
  return `${coordinates.slice(0, shown).join(", ")}${more > 0 ? ` (+${more})` : ""}`;
}

const contractBroken = defineFinding("CONTRACT_GRAPH", "error", (name: string, reason: string) => ({
  message: {
    ja: `グラフ ${name} が成り立ちません（${reason}）。`,
    en: `The graph ${name} does not stand: ${reason}`,
  },
  remedy: {
    ja: "残るもの（型の唯一の項目、必須の引数など）にも同じ @tag を付けるか、@tag を外してください。",
    en: "Give the same @tag to what is left of it, such as the type whose only fields go, or take the @tag away.",
  },
}));

const contractLoses = defineFinding("CONTRACT_GRAPH_LOSES", "warning", (names: string, gone: readonly string[]) => ({
  message: {
    ja: `グラフ ${names} から ${gone.length} か所がなくなります: ${listed(gone)}`,
    en: `${gone.length} parts go from the graphs ${names}, though not from all: ${listed(gone)}`,
  },
  remedy: {
    ja: "その相手に知らせるか、まず @deprecated を付け、使われなくなってから除いてください。",
    en: "Tell those who use that graph, or mark it @deprecated first and take it away when nobody uses it.",
  },
}));

const contractGains = defineFinding("CONTRACT_GRAPH_GAINS", "notice", (names: string, come: readonly string[]) => ({
  message: {
    ja: `グラフ ${names} に ${come.length} か所が加わります: ${listed(come)}`,
    en: `${come.length} parts come into the graphs ${names}: ${listed(come)}`,
  },
  remedy: {
    ja: "その相手に見せるものでなければ @tag を付けてください。",
    en: "Where it is not meant for them, give it a @tag.",
  },
}));
