/**
 * What the policy's defaults demand in one subgraph: its own fields are seen by the roles that see the subgraph. What others
 * answer as well (`@shareable`, keys, `@external`) stays open here: where a reader got to it, the gateway knows and decides.
 */
import { type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode, Kind, parse } from "graphql";
import type { Demand } from "./demand.ts";
import type { Role } from "./identity.ts";
import { linkedNames } from "./linked-rules.ts";
import type { Defaults } from "./policy.ts";

export interface DefaultDemands {
  ofField(type: string, field: string): readonly Demand[];
  /** Of a reference to an entity of which nobody else knows anything but its key. */
  ofReference(type: string): readonly Demand[];
}

export function readDefaultDemands(document: DocumentNode, subgraph: string, defaults: Defaults): DefaultDemands {
  const demands = demandsIn(subgraph, defaults);
  if (demands.length === 0) return { ofField: () => [], ofReference: () => [] };
  const fields = readFields(document);
  return {
    ofField: (type, field) => (fields.get(type)?.own.has(field) ? demands : []),
    ofReference(type) {
      const { own, shared } = fields.get(type) ?? noFields;
      return own.size > 0 && shared.size === 0 ? demands : [];
    },
  };
}

function demandsIn(subgraph: string, defaults: Defaults): readonly Demand[] {
  const seen = [...defaults].filter(([, shown]) => shown === "all" || shown.includes(subgraph));
  const anyOf: readonly Role[] = seen.map(([role]) => role);
  return anyOf.includes("public") ? [] : [{ kind: "roles", anyOf }];
}

interface Fields {
  /** Answered here only. */
  readonly own: ReadonlySet<string>;
  /** Answered elsewhere too, keys excepted. */
  readonly shared: ReadonlySet<string>;
}

const noFields: Fields = { own: new Set(), shared: new Set() };

/** A type may be written in several parts, each of them shared or not. */
function readFields(document: DocumentNode): ReadonlyMap<string, Fields> {
  const shares = [linkedNames(document, "shareable"), linkedNames(document, "external")];
  const isShared = (directives: readonly ConstDirectiveNode[] = []) =>
    directives.some(({ name }) => shares.some((names) => names.has(name.value)));
  const keyNames = linkedNames(document, "key");
  const all = new Map<string, Fields>();
  const keys = new Map<string, ReadonlySet<string>>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    const name = definition.name.value;
    const { own, shared } = all.get(name) ?? noFields;
    const isWhole = isShared(definition.directives);
    const isHere = ({ directives }: FieldDefinitionNode) => !isWhole && !isShared(directives);
    const added = definition.fields ?? [];
    keys.set(name, new Set([...(keys.get(name) ?? []), ...keyFields(definition.directives ?? [], keyNames)]));
    all.set(name, {
      own: new Set([...own, ...namesOf(added.filter(isHere))]),
      shared: new Set([...shared, ...namesOf(added.filter((field) => !isHere(field)))]),
    });
  }
  return new Map([...all].map(([name, fields]) => [name, withoutKeys(fields, keys.get(name) ?? new Set())]));
}

function namesOf(fields: readonly FieldDefinitionNode[]): readonly string[] {
  return fields.map(({ name }) => name.value);
}

function withoutKeys({ own, shared }: Fields, keys: ReadonlySet<string>): Fields {
  const others = (names: ReadonlySet<string>) => new Set([...names].filter((name) => !keys.has(name)));
  return { own: others(own), shared: others(shared) };
}

function keyFields(directives: readonly ConstDirectiveNode[], keyNames: ReadonlySet<string>): readonly string[] {
  return directives
    .filter(({ name }) => keyNames.has(name.value))
    .flatMap(({ arguments: given = [] }) => {
      const fields = given.find(({ name }) => name.value === "fields")?.value;
      return fields?.kind === Kind.STRING ? topNames(fields.value) : [];
    });
}

function topNames(fieldSet: string): readonly string[] {
  const [operation] = parse(`{${fieldSet}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return operation.selectionSet.selections.flatMap((node) => (node.kind === Kind.FIELD ? [node.name.value] : []));
}
