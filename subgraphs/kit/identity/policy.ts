/** Reads `schema/policy.yaml`: who sees what carries no rule of its own, and what each `@policy` means. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { errors } from "../errors.ts";
import { type Role, type TokenRole, tokenRoles } from "./identity.ts";

export interface Policy {
  readonly defaults: Defaults;
  readonly policies: Policies;
}

/** By role: the subgraphs whose fields it sees where they carry no rule. */
export type Defaults = ReadonlyMap<Role, readonly string[] | "all">;

/** By the name that `@policy` gives. */
export type Policies = ReadonlyMap<string, NamedPolicy>;

export interface NamedPolicy {
  /** One of these. */
  readonly roles: readonly TokenRole[];
  /** And, where it is stated, of this department. */
  readonly department: string | undefined;
}

const audiences: readonly Role[] = ["public", ...tokenRoles];

/** What the registry asks of schemas; it reads that itself. */
const registryParts = ["design"];

/** @throws HubError POLICY_INVALID naming the place */
export function readPolicy(file: string): Policy {
  const { defaults, policies = {}, ...others } = recordAt(file, "", contentOf(file));
  refuseOthers(file, "", without(others, registryParts));
  return { defaults: readDefaults(file, defaults), policies: readPolicies(file, policies) };
}

/** What was said of departments when they were let in, beside what the file says. */
export function withAdmitted(
  { defaults, policies }: Policy,
  admitted: readonly { readonly name: string; readonly audiences: readonly Role[] }[],
): Policy {
  const more = (role: Role) => admitted.filter(({ audiences }) => audiences.includes(role)).map(({ name }) => name);
  const known = [...defaults].map(
    ([role, subgraphs]) => [role, subgraphs === "all" ? "all" : [...subgraphs, ...more(role)]] as const,
  );
  return { defaults: new Map(known), policies };
}

function contentOf(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw errors.policyInvalid(file, "", { ja: reason, en: reason });
  }
}

function readDefaults(file: string, value: unknown): Defaults {
  const stated = recordAt(file, "defaults", value);
  const known = audiences.map((role) => [role, readDefault(file, `defaults.${role}`, stated[role])] as const);
  refuseOthers(file, "defaults", without(stated, audiences));
  return new Map(known);
}

function readDefault(file: string, place: string, value: unknown): readonly string[] | "all" {
  return value === "all" ? value : wordsAt(file, place, value);
}

function readPolicies(file: string, value: unknown): Policies {
  const entries = Object.entries(recordAt(file, "policies", value));
  return new Map(entries.map(([name, each]) => [name, readNamedPolicy(file, `policies.${name}`, each)]));
}

function readNamedPolicy(file: string, place: string, value: unknown): NamedPolicy {
  const { roles, department, ...others } = recordAt(file, place, value);
  refuseOthers(file, place, others);
  if (department !== undefined && typeof department !== "string") throw invalid(file, `${place}.department`, aWord);
  return { roles: wordsAt(file, `${place}.roles`, roles).map((name) => roleAt(file, place, name)), department };
}

function roleAt(file: string, place: string, name: string): TokenRole {
  const role = tokenRoles.find((each) => each === name);
  if (role === undefined) throw invalid(file, `${place}.roles`, aRole);
  return role;
}

function recordAt(file: string, place: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid(file, place, aRecord);
  return { ...value };
}

function wordsAt(file: string, place: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw invalid(file, place, aList);
  return value.map((each) => {
    if (typeof each !== "string" || each === "") throw invalid(file, place, aList);
    return each;
  });
}

function without(record: Readonly<Record<string, unknown>>, names: readonly string[]) {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/** What is misspelt would otherwise be as if it were not there. */
function refuseOthers(file: string, place: string, others: object): void {
  const [name] = Object.keys(others);
  if (name !== undefined) throw invalid(file, place === "" ? name : `${place}.${name}`, nothing);
}

function invalid(file: string, place: string, expected: { readonly ja: string; readonly en: string }) {
  return errors.policyInvalid(file, place, expected);
}

const aRecord = { ja: "名前と値の組が必要です。", en: "Names with values are expected." };
const aList = {
  ja: "名前のリストが必要です（defaults では all でもよい）。",
  en: "A list of names is expected, or, in defaults, all.",
};
const aWord = { ja: "一つの名前が必要です。", en: "One name is expected." };
const aRole = { ja: `役割は ${tokenRoles.join("、")} のどれかです。`, en: `Roles are ${tokenRoles.join(", ")}.` };
const nothing = { ja: "この名前は使えません。", en: "This name is not known." };
