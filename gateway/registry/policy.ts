/** Reads the part of `schema/policy.yaml` that says how schemas are to be made. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { errors } from "#kit/errors.ts";
import type { Settings } from "#kit/settings.ts";
import type { ContractGraph } from "../supergraph/exclude-tags.ts";
import { judgeRoutingHosts } from "./routing-hosts.ts";

/** Who may speak for all records of the contract's interfaces at once. */
export interface ContractPolicy {
  /** The department whose approval a change to everybody's records awaits. */
  readonly owner: string;
  /** Subgraphs that may stand for an interface of the contract (`@interfaceObject`). */
  readonly interfaceObjects: readonly string[];
}

export interface DesignPolicy {
  readonly contract: ContractPolicy;
  /** Names that `@policy` may give. */
  readonly policies: readonly string[];
  /** Names that no department may take. */
  readonly reservedNames: readonly string[];
  /** Hosts that the hub may call. */
  readonly routingHosts: readonly string[];
  /** Listed, and yet called by nobody: in production a host of this machine counts only with its port. */
  readonly hostsWithoutPort: readonly string[];
  readonly personalData: {
    /** How a tag begins that classifies a field. */
    readonly classification: string;
    /** Names of fields, in camel case, that tell of a person. */
    readonly names: readonly string[];
  };
  /** What counts as use of a part of the schema. */
  readonly usage: {
    readonly windowDays: number;
    /** Requests of one client with one operation in the window. */
    readonly atLeast: number;
    readonly excludedClients: readonly string[];
    /** Whether callers without a token or a trusted document count. */
    readonly countUnproven: boolean;
  };
  /** Whom a part of the graph may be said to be for, by its tag. */
  readonly audiences: readonly string[];
  /** Views of the graph, each for an audience of its own. */
  readonly contracts: readonly ContractGraph[];
  /** How long an owner may take to approve what touches its types. */
  readonly approval: {
    readonly days: number;
    /** After so many days the approver is reminded, and a deputy may decide. */
    readonly remindAfterDays: number;
  };
}

export const policyFile = path.resolve(import.meta.dirname, "../../schema/policy.yaml");

const usualApproval = { days: 14, remindAfterDays: 7 };
const usualAudiences = ["public", "staff", "audit", "operator", "internal"];
const usualContract = { owner: "catalog", interfaceObjects: ["audit", "catalog"] };

/** @throws HubError DESIGN_POLICY_INVALID naming the place */
export function readDesignPolicy(file: string = policyFile, mode: Settings["mode"] = "production"): DesignPolicy {
  // A prefecture's own file may leave out what it does not change.
  const { policies = {}, design = record(policyFile, "", contentOf(policyFile))["design"] } = record(
    file,
    "",
    contentOf(file),
  );
  const {
    reservedNames,
    routingHosts,
    personalData,
    usage,
    approval = usualApproval,
    audiences = usualAudiences,
    contracts = {},
    contract = usualContract,
  } = record(file, "design", design);
  const personal = record(file, "design.personalData", personalData);
  const used = record(file, "design.usage", usage);
  const kept = record(file, "design.contract", contract);
  const approving = record(file, "design.approval", approval);
  const hosts = judgeRoutingHosts(words(file, "design.routingHosts", routingHosts), mode);
  return {
    contract: {
      owner: word(file, "design.contract.owner", kept["owner"]),
      interfaceObjects: words(file, "design.contract.interfaceObjects", kept["interfaceObjects"]),
    },
    policies: Object.keys(record(file, "policies", policies)),
    reservedNames: words(file, "design.reservedNames", reservedNames),
    routingHosts: hosts.allowed,
    hostsWithoutPort: hosts.withoutPort,
    personalData: {
      classification: word(file, "design.personalData.classification", personal["classification"]),
      names: words(file, "design.personalData.names", personal["names"]),
    },
    usage: {
      windowDays: count(file, "design.usage.windowDays", used["windowDays"]),
      atLeast: count(file, "design.usage.atLeast", used["atLeast"]),
      excludedClients: words(file, "design.usage.excludedClients", used["excludedClients"]),
      countUnproven: choice(file, "design.usage.countUnproven", used["countUnproven"] ?? false),
    },
    audiences: words(file, "design.audiences", audiences),
    contracts: Object.entries(record(file, "design.contracts", contracts)).map(([name, each]) =>
      contractGraph(file, name, each),
    ),
    approval: {
      days: count(file, "design.approval.days", approving["days"]),
      remindAfterDays: count(file, "design.approval.remindAfterDays", approving["remindAfterDays"]),
    },
  };
}

/** `/graphql/stream` is another thing. */
const pathTaken = ["stream"];

function contractGraph(file: string, name: string, value: unknown): ContractGraph {
  const place = `design.contracts.${name}`;
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(name) || pathTaken.includes(name)) throw errors.designPolicyInvalid(file, place);
  return { name, exclude: words(file, `${place}.exclude`, record(file, place, value)["exclude"]) };
}

function contentOf(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw errors.designPolicyInvalid(file, error instanceof Error ? (error.message.split("\n")[0] ?? "") : "");
  }
}

function record(file: string, place: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw errors.designPolicyInvalid(file, place);
  return value as Readonly<Record<string, unknown>>;
}

function words(file: string, place: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw errors.designPolicyInvalid(file, place);
  return value.map((each) => word(file, place, each));
}

function word(file: string, place: string, value: unknown): string {
  if (typeof value !== "string" || value === "") throw errors.designPolicyInvalid(file, place);
  return value;
}

function choice(file: string, place: string, value: unknown): boolean {
  if (typeof value !== "boolean") throw errors.designPolicyInvalid(file, place);
  return value;
}

function count(file: string, place: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1) throw errors.designPolicyInvalid(file, place);
  return value;
}
