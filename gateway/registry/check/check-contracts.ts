/** Whether the contract graphs stand too: each is the graph without what bears certain tags. */
import { errorCauses } from "@apollo/federation-internals";
import { parse } from "graphql";
import { takeRulesOut } from "../../access/take-rules-out.ts";
import { apiSchemaOf } from "../../supergraph/api-schema.ts";
import { type ContractGraph, excludeTags } from "../../supergraph/exclude-tags.ts";
import { type CheckResult, completed } from "./check-result.ts";
import { defineFinding, type Finding } from "./finding.ts";

export function checkContracts(supergraphSdl: string, contracts: readonly ContractGraph[]): CheckResult {
  return completed(
    "contracts",
    contracts.flatMap((contract) => contractFindings(supergraphSdl, contract)),
  );
}

function contractFindings(supergraphSdl: string, { name, exclude }: ContractGraph): readonly Finding[] {
  try {
    const sdl = excludeTags(supergraphSdl, exclude);
    apiSchemaOf(takeRulesOut(sdl, parse(sdl, { noLocation: true })));
    return [];
  } catch (error) {
    const causes = error instanceof Error ? (errorCauses(error) ?? [error]) : [];
    return causes.map(({ message }) => contractBroken({}, name, message));
  }
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
