/** Whether a type that says it implements `Measure` or `TalentResource` does so in a way that can be served. */
import { type FieldDefinitionNode, print } from "graphql";
import { contractInterface } from "#kit/contract/complete-sdl.ts";
import { type CheckResult, completed } from "./check-result.ts";
import { argumentOf, stringOf } from "./federation-names.ts";
import { defineFinding, type Finding } from "./finding.ts";
import { hasDirective, type TypePart } from "./type-parts.ts";
import type { World } from "./world.ts";

const interfaces = ["Measure", "TalentResource"] as const;

export function checkContract({ proposed }: World): CheckResult {
  const types = [...proposed.types.values()].filter(({ kind }) => kind === "Object");
  const findings = types.flatMap((type) =>
    interfaces.filter((name) => type.interfaces.includes(name)).flatMap((name) => contractFindings(type, name)),
  );
  return completed("contract", findings);
}

function contractFindings(type: TypePart, contract: string): readonly Finding[] {
  const own = new Map(type.fields.map((field) => [field.name.value, field]));
  const fields = contractInterface(contract).fields ?? [];
  return [
    ...(hasKeyById(type) ? [] : [keyMissing({ coordinate: type.name, node: type.node }, contract)]),
    ...fields.flatMap((field) => fieldFindings(type, own.get(field.name.value), field, contract)),
  ];
}

function hasKeyById({ directives }: TypePart): boolean {
  return directives.some(
    (directive) => directive.name.value === "key" && stringOf(argumentOf(directive, "fields"))?.trim() === "id",
  );
}

function fieldFindings(
  type: TypePart,
  own: FieldDefinitionNode | undefined,
  contract: FieldDefinitionNode,
  contractName: string,
): readonly Finding[] {
  const coordinate = `${type.name}.${contract.name.value}`;
  if (!own) return [fieldMissing({ coordinate, node: type.node }, contractName, print(contract.type))];
  const about = { coordinate, node: own };
  if (print(own.type) !== print(contract.type))
    return [fieldDiffers(about, contractName, print(contract.type), print(own.type))];
  const isShared = contract.name.value === "id" || hasDirective(own, "shareable") || hasDirective(type, "shareable");
  return isShared ? [] : [fieldNotShared(about, contractName)];
}

const fromKit = {
  ja: "部局のキット（defineDepartment）に補わせるか、自分で書き加えてください。",
  en: "Let the kit complete the schema (defineDepartment), or write it in yourself.",
};

const keyMissing = defineFinding("CONTRACT_KEY_MISSING", "error", (contract: string) => ({
  message: {
    ja: `${contract} を実装する型に @key(fields: "id") がありません。ほかの部局から引けません。`,
    en: `A type that implements ${contract} has no @key(fields: "id"): nobody else can refer to it.`,
  },
  remedy: fromKit,
}));

const fieldMissing = defineFinding("CONTRACT_FIELD_MISSING", "error", (contract: string, type: string) => ({
  message: {
    ja: `共通契約 ${contract} の項目（${type}）がありません。`,
    en: `A field of the contract ${contract} is missing (${type}).`,
  },
  remedy: fromKit,
}));

const fieldDiffers = defineFinding(
  "CONTRACT_FIELD_DIFFERS",
  "error",
  (contract: string, expected: string, found: string) => ({
    message: {
      ja: `共通契約 ${contract} では ${expected} の項目が ${found} になっています。`,
      en: `The contract ${contract} has this field as ${expected}, not ${found}.`,
    },
    remedy: {
      ja: "契約の型に合わせるか、別の名前の項目にしてください。",
      en: "Use the contract's type, or give the field another name.",
    },
  }),
);

const fieldNotShared = defineFinding("CONTRACT_FIELD_NOT_SHARED", "error", (contract: string) => ({
  message: {
    ja: `共通契約 ${contract} の項目に @shareable がありません。目録も同じ項目に答えます。`,
    en: `A field of the contract ${contract} is not @shareable, but the catalog answers it too.`,
  },
  remedy: fromKit,
}));
