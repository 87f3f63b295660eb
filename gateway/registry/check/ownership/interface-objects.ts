/**
 * A type that stands for an interface (`@interfaceObject`) answers for every record behind it. For an interface of the contract
 * only whom the operator names may do so, for what it adds itself, and each addition waits for the contract's owner.
 */
import { type FieldDefinitionNode, print } from "graphql";
import type { ContractPolicy } from "../../policy.ts";
import { argumentOf, stringOf } from "../federation-names.ts";
import { defineFinding, type Finding } from "../finding.ts";
import { hasDirective, type TypePart } from "../type-parts.ts";
import type { World } from "../world.ts";
import { contractInterfaces, contractShape } from "./contract-shape.ts";
import { plainText } from "./plain-text.ts";

/** Whether it stands for an interface of the contract; without the directive it would only fail to compose. */
export function isContractObject({ name, kind }: TypePart): boolean {
  return kind === "Object" && contractInterfaces.has(name);
}

export function interfaceObjectFindings(
  type: TypePart,
  { name, before }: World,
  policy: ContractPolicy,
): readonly Finding[] {
  const about = { coordinate: type.name, node: type.node };
  if (!policy.interfaceObjects.includes(name)) return [reserved(about, type.name)];
  const marks = type.directives.filter((use) => use.name.value !== "interfaceObject" && !isKeyById(use)).map(print);
  const known = new Map((before.get(type.name)?.fields ?? []).map((field) => [field.name.value, plainText(field)]));
  const changed = type.fields.filter((field) => known.get(field.name.value) !== plainText(field));
  return [
    ...marks.map((mark) => marked(about, mark, type.name)),
    ...changed.flatMap((field) => fieldFindings(type.name, field, policy.owner)),
  ];
}

function isKeyById(use: TypePart["directives"][number]): boolean {
  return use.name.value === "key" && stringOf(argumentOf(use, "fields"))?.trim() === "id";
}

function fieldFindings(contract: string, field: FieldDefinitionNode, owner: string): readonly Finding[] {
  const about = { coordinate: `${contract}.${field.name.value}`, node: field };
  const isOfContract = contractShape.get(contract)?.fields.some(({ name }) => name.value === field.name.value) ?? false;
  if (!isOfContract) return [added({ ...about, awaits: owner }, contract, plainText(field), owner)];
  // The key tells whose record it is; what is external is read and never answered.
  const isRead = field.name.value === "id" || hasDirective(field, "external");
  return isRead ? [] : [answersContract(about, contract)];
}

const reserved = defineFinding("INTERFACE_OBJECT_RESERVED", "error", (contract: string) => ({
  message: {
    ja: `すべての部局の ${contract} に答えようとしています。これができるのは、運営者が名指ししたサブグラフだけです。`,
    en: `This would answer for the ${contract} of every department, which only subgraphs that the operator names may.`,
  },
  remedy: {
    ja: "自部局の型に書くか、運営者に頼んで schema/policy.yaml の design.contract.interfaceObjects に加えてもらってください。",
    en: "Write it on a type of your own, or ask the operator to name you at design.contract.interfaceObjects of schema/policy.yaml.",
  },
}));

const marked = defineFinding("INTERFACE_OBJECT_MARKED", "error", (mark: string, contract: string) => ({
  message: {
    ja: `${mark} は、すべての部局の ${contract} に及びます。`,
    en: `${mark} would hold for the ${contract} of every department.`,
  },
  remedy: {
    ja: '@key(fields: "id") と @interfaceObject だけを残し、限る内容は加える項目の一つ一つに書いてください。',
    en: 'Leave only @key(fields: "id") and @interfaceObject, and write rules on each field that you add.',
  },
}));

const answersContract = defineFinding("INTERFACE_OBJECT_ANSWERS_CONTRACT", "error", (contract: string) => ({
  message: {
    ja: `共通契約 ${contract} の項目に、すべての部局に代わって答えようとしています。`,
    en: `This field of the contract ${contract} would be answered in place of every department.`,
  },
  remedy: {
    ja: "除いてください。読むだけなら @external を付け、@requires で使ってください。",
    en: "Take it out. To read it only, mark it @external and use it by @requires.",
  },
}));

const added = defineFinding("INTERFACE_OBJECT_FIELD", "error", (contract: string, field: string, owner: string) => ({
  message: {
    ja: `すべての部局の ${contract} に ${field} を加えています。`,
    en: `This puts ${field} on the ${contract} of every department.`,
  },
  remedy: {
    ja: `共通契約を預かる ${owner} の承認を得てください。`,
    en: `Have ${owner}, who keeps the contract, approve it.`,
  },
}));
