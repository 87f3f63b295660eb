/** What touches the contract, or the types of another department, or opens what was closed. */
import { type ConstDirectiveNode, type DirectiveNode, type DocumentNode, print, visit } from "graphql";
import { lookAlikes } from "#kit/identity/linked-rules.ts";
import type { ContractPolicy } from "../policy.ts";
import { type CheckResult, completed } from "./check-result.ts";
import { contractTypeNames } from "./contract-types.ts";
import { effectFindings, type Graphs, unsaidFindings } from "./effects/effect-findings.ts";
import { reachedFieldFindings } from "./effects/reached-fields.ts";
import { argumentOf, stringOf } from "./federation-names.ts";
import { defineFinding, type Finding } from "./finding.ts";
import { openedRules } from "./opened-rules.ts";
import { contractTypeFindings } from "./ownership/contract-types.ts";
import { foreignTypeFindings } from "./ownership/foreign-types.ts";
import { interfaceObjectFindings, isContractObject } from "./ownership/interface-objects.ts";
import { isRecord, recordFindings } from "./ownership/records.ts";
import { isRootType, rootTypeFindings } from "./ownership/root-types.ts";
import type { TypePart } from "./type-parts.ts";
import { bearsNameOf, index, longest, ownersOf, type World } from "./world.ts";

export interface OwnershipOptions {
  readonly policy: ContractPolicy;
  /** Undefined where it does not compose. */
  readonly graphs?: Graphs | undefined;
}

export function checkOwnership(world: World, { policy, graphs }: OwnershipOptions): CheckResult {
  const said = [
    ...textFindings(world, policy),
    ...lookAlikeFindings(world),
    ...openedRules({ ...world, proposed: world.proposed.source }),
  ];
  // What nobody can approve has to go first.
  const isRefused = said.some(({ awaits, severity }) => severity === "error" && awaits === undefined);
  if (!graphs || isRefused || world.name === index) return completed("ownership", said);
  const reached = unsaidFindings(reachedFieldFindings(world, graphs.present, graphs.proposed), said);
  const effects = unsaidFindings(effectFindings(world, graphs, policy), said);
  return completed("ownership", [...said, ...reached, ...effects]);
}

/** What can be said of the text alone, by who keeps the contract and who owns which type. */
export function textFindings(world: World, policy: ContractPolicy): readonly Finding[] {
  const types = [...world.proposed.types.values()];
  return types.flatMap((type) => [...typeFindings(type, world, policy), ...takenFields(type, world)]);
}

function typeFindings(type: TypePart, world: World, policy: ContractPolicy): readonly Finding[] {
  if (isRootType(type.name)) return rootTypeFindings(type);
  if (isContractObject(type)) return interfaceObjectFindings(type, world, policy);
  if (contractTypeNames.has(type.name)) return contractTypeFindings(type, world.name === policy.owner);
  const owners = ownersOf(type.name, world);
  return [
    ...foreignTypeFindings(type, owners, world),
    ...recordFindings(type, world.proposed.types),
    ...borrowedName(type, world),
  ];
}

function takenFields(type: TypePart, { before }: World): readonly Finding[] {
  const known = new Map((before.get(type.name)?.fields ?? []).map((field) => [field.name.value, field]));
  return type.fields.flatMap((field) =>
    newUses(field, known.get(field.name.value), ["override"]).map((use) => {
      const from = stringOf(argumentOf(use, "from")) ?? "";
      return fieldTaken({ coordinate: `${type.name}.${field.name.value}`, node: field, awaits: from }, from);
    }),
  );
}

/** A record that is called as another department's are is taken for one of its. */
function borrowedName(type: TypePart, { name, before, others }: World): readonly Finding[] {
  if (!isRecord(type) || before.has(type.name) || name === index) return [];
  const bearing = longest([...others.keys(), name].filter((each) => bearsNameOf(type.name, each)));
  return bearing
    .filter((each) => each !== name && !others.get(each)?.has(type.name))
    .map((awaits) => nameBorrowed({ coordinate: type.name, node: type.node, awaits }, awaits));
}

interface Decorated {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

function newUses(now: Decorated, before: Decorated | undefined, names: readonly string[]): ConstDirectiveNode[] {
  const known = new Set((before?.directives ?? []).map(print));
  return (now.directives ?? []).filter((use) => names.includes(use.name.value) && !known.has(print(use)));
}

/** An access rule that is not federation's own protects nothing, and reads as if it did. */
function lookAlikeFindings({ proposed: { source } }: World): readonly Finding[] {
  return lookAlikes(source).map((name) => lookAlike({ node: firstUse(source, name) }, name));
}

function firstUse(document: DocumentNode, directive: string): DirectiveNode | undefined {
  let found: DirectiveNode | undefined;
  visit(document, {
    Directive: (node) => {
      if (node.name.value === directive) found ??= node;
    },
  });
  return found;
}

const fieldTaken = defineFinding("FIELD_TAKEN", "error", (from: string) => ({
  message: {
    ja: `@override により、この項目の回答を ${from} から引き取ります。`,
    en: `@override takes the answers of this field away from ${from}.`,
  },
  remedy: {
    ja: `${from} の承認を得るか、@override を除いてください。`,
    en: `Have ${from} approve it, or take @override out.`,
  },
}));

const nameBorrowed = defineFinding("NAME_BORROWED", "error", (owner: string) => ({
  message: {
    ja: `記録の型の名前が ${owner} のものと読めます。`,
    en: `The name of this record's type reads as one of ${owner}.`,
  },
  remedy: {
    ja: `自部局の名前で始めるか、${owner} の承認を得てください。`,
    en: `Begin it with your own department's name, or have ${owner} approve it.`,
  },
}));

const lookAlike = defineFinding("RULE_LOOK_ALIKE", "error", (name: string) => ({
  message: {
    ja: `@${name} は連合の規則と同じ名前の、別のディレクティブです。何も守りません。`,
    en: `@${name} only bears the name of federation's access rule and protects nothing.`,
  },
  remedy: {
    ja: "@link で連合の仕様から取り込むか、別の名前にしてください。",
    en: "Import it from federation's specification with @link, or give it another name.",
  },
}));
