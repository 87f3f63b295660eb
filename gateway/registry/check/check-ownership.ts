/** What touches the types of another department, or opens what was closed: it waits for the owner's approval. */
import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  print,
  visit,
} from "graphql";
import { lookAlikes } from "#kit/identity/linked-rules.ts";
import { type CheckResult, completed } from "./check-result.ts";
import { contractTypeNames } from "./contract-types.ts";
import { argumentOf, stringOf } from "./federation-names.ts";
import { defineFinding, type Finding } from "./finding.ts";
import type { TypePart } from "./type-parts.ts";
import { ownersOf, type World } from "./world.ts";

export function checkOwnership(world: World): CheckResult {
  const types = [...world.proposed.types.values()];
  return completed("ownership", [
    ...types.flatMap((type) => typeFindings(type, world)),
    ...lookAlikeFindings(world),
    ...openedRules(world),
  ]);
}

function typeFindings(type: TypePart, world: World): readonly Finding[] {
  const before = world.before.get(type.name);
  const fieldsBefore = new Map((before?.fields ?? []).map((field) => [field.name.value, field]));
  const owners = isEverybodys(type.name) ? [] : ownersOf(type.name, world);
  return [
    ...newUses(type, before, ["key", "shareable"]).flatMap((use) => claims(use, type.name, type.node, owners)),
    ...type.fields.flatMap((field) => fieldFindings(type, field, fieldsBefore.get(field.name.value), owners)),
  ];
}

/** Types of the contract and root types belong to nobody in particular. */
function isEverybodys(name: string): boolean {
  return contractTypeNames.has(name) || ["Query", "Mutation", "Subscription"].includes(name);
}

function fieldFindings(
  type: TypePart,
  field: FieldDefinitionNode,
  before: FieldDefinitionNode | undefined,
  owners: readonly string[],
): readonly Finding[] {
  const coordinate = `${type.name}.${field.name.value}`;
  const taken = newUses(field, before, ["override"]).map((use) => {
    const from = stringOf(argumentOf(use, "from")) ?? "";
    return fieldTaken({ coordinate, node: field, awaits: from }, from);
  });
  const claimed = newUses(field, before, ["requires", "provides", "shareable"]);
  return [...taken, ...claimed.flatMap((use) => claims(use, coordinate, field, owners))];
}

function claims(
  use: ConstDirectiveNode,
  coordinate: string,
  node: TypePart["node"] | FieldDefinitionNode,
  owners: readonly string[],
): readonly Finding[] {
  return owners.map((awaits) => claim({ coordinate, node, awaits }, print(use), awaits));
}

interface Decorated {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

function newUses(now: Decorated, before: Decorated | undefined, names: readonly string[]): ConstDirectiveNode[] {
  const known = new Set((before?.directives ?? []).map(print));
  return (now.directives ?? []).filter((use) => names.includes(use.name.value) && !known.has(print(use)));
}

const rules = ["authenticated", "requiresScopes", "policy"];

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

function openedRules({ name, before, proposed }: World): readonly Finding[] {
  return [...before.values()].flatMap((type) => {
    const now = proposed.types.get(type.name);
    if (!now) return [];
    const fields = new Map(now.fields.map((field) => [field.name.value, field]));
    return [
      ...opened(type, now, { coordinate: type.name, node: now.node, awaits: name }),
      ...type.fields.flatMap((field) => {
        const fieldNow = fields.get(field.name.value);
        const coordinate = `${type.name}.${field.name.value}`;
        return fieldNow ? opened(field, fieldNow, { coordinate, node: fieldNow, awaits: name }) : [];
      }),
    ];
  });
}

function opened(before: Decorated, now: Decorated, about: Parameters<typeof ruleOpened>[0]): readonly Finding[] {
  return newUses(before, now, rules).map((use) => ruleOpened(about, print(use)));
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

const claim = defineFinding("FOREIGN_TYPE_CLAIMED", "error", (use: string, owner: string) => ({
  message: {
    ja: `${owner} の型に ${use} を付けています。`,
    en: `This puts ${use} on a type of ${owner}.`,
  },
  remedy: {
    ja: `${owner} の承認を得てください。`,
    en: `Have ${owner} approve it.`,
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

const ruleOpened = defineFinding("ACCESS_RULE_REMOVED", "error", (use: string) => ({
  message: { ja: `アクセスの規則 ${use} がなくなります。`, en: `The access rule ${use} goes away.` },
  remedy: {
    ja: "規則を戻すか、所有部局の決裁者の承認を得てください。",
    en: "Put the rule back, or have the owning department's approver approve it.",
  },
}));
