/**
 * What each field of the supergraph demands of whoever asks for it: the rules of the subgraphs, and with them what a rule on
 * one place means for others. A field of an interface demands what it demands of every type that may stand there; a field
 * that is computed from others (`@requires`, `@fromContext`) demands what those demand; a list demands what its items do.
 */
import {
  buildASTSchema,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from "graphql";
import { errors } from "#kit/errors.ts";
import { readContextSelections } from "#kit/identity/context-selections.ts";
import type { Demand } from "#kit/identity/demand.ts";
import { type DirectDemands, readDirectDemands } from "#kit/identity/direct-demands.ts";
import type { Role } from "#kit/identity/identity.ts";
import { unknownSecurity } from "#kit/identity/linked-rules.ts";
import type { Defaults, Policy } from "#kit/identity/policy.ts";
import { type FieldOwners, readFieldOwners } from "./field-owners.ts";
import { itemTypes } from "./item-types.ts";

export interface FieldDemands {
  /** Whether everything is open to everybody. */
  readonly areNone: boolean;
  /** Of a field that a client names; `__typename` is a field of every type. */
  of(type: string, field: string): readonly Demand[];
  /** What the rules of the schema demand of the field, without what holds by default. */
  byRule(type: string, field: string): readonly Demand[];
}

/** @throws HubError SECURITY_UNKNOWN */
export function readFieldDemands(supergraph: DocumentNode, policy: Policy): FieldDemands {
  const unknown = unknownSecurity(supergraph);
  if (unknown.length > 0) throw errors.securityUnknown(unknown);
  return new Reading(supergraph, policy);
}

type DemandsOf = (type: string, field: string) => readonly Demand[];

class Reading implements FieldDemands {
  readonly areNone: boolean;
  readonly #supergraph: DocumentNode;
  #built: GraphQLSchema | undefined;
  readonly #direct: DirectDemands;
  readonly #owners: FieldOwners;
  readonly #required: ReadonlyMap<string, readonly Required[]>;
  readonly #defaults: Defaults;
  readonly #known = new Map<string, readonly Demand[]>();

  constructor(supergraph: DocumentNode, { defaults }: Policy) {
    this.#supergraph = supergraph;
    this.#direct = readDirectDemands(supergraph);
    this.#owners = readFieldOwners(supergraph);
    this.#required = readRequired(supergraph);
    this.#defaults = defaults;
    this.areNone =
      this.#direct.areNone && [...this.#owners.values()].every((each) => this.#byDefault(each).length === 0);
  }

  /** With what is inaccessible to clients, since fields are computed from that as well. Built where there are rules only. */
  get #schema(): GraphQLSchema {
    this.#built ??= buildASTSchema(this.#supergraph, { assumeValidSDL: true });
    return this.#built;
  }

  of(type: string, field: string): readonly Demand[] {
    const owners = this.#owners.get(`${type}.${field}`);
    if (owners === undefined) return this.byRule(type, field);
    return [...this.byRule(type, field), ...this.#byDefault(owners), ...this.#requiredByDefault(type, field)];
  }

  byRule(type: string, field: string): readonly Demand[] {
    if (this.#direct.areNone) return [];
    const coordinate = `${type}.${field}`;
    const known = this.#known.get(coordinate);
    if (known) return known;
    // Fields may require each other in a circle.
    this.#known.set(coordinate, []);
    const demands = distinct([
      ...this.#direct.ofField(type, field),
      ...this.#ofItems(type, field),
      ...this.#ofRequired(type, field),
      ...this.#ofPossible(type, field),
    ]);
    this.#known.set(coordinate, demands);
    return demands;
  }

  /** What the types demand that the field gives, each by itself or as items of a list with pages. */
  #ofItems(type: string, field: string): readonly Demand[] {
    const gives = this.#typeOf(type, field);
    return gives ? itemTypes(gives).flatMap(({ name }) => this.#direct.ofType(name)) : [];
  }

  #ofPossible(type: string, field: string): readonly Demand[] {
    const abstract = this.#schema.getType(type);
    if (!isAbstractType(abstract)) return [];
    return this.#schema.getPossibleTypes(abstract).flatMap(({ name }) => this.byRule(name, field));
  }

  #ofRequired(type: string, field: string): readonly Demand[] {
    const required = this.#required.get(`${type}.${field}`) ?? [];
    return required.flatMap((each) => this.#ofSelections(each.selectionSet, each.type, (...at) => this.byRule(...at)));
  }

  /** Who does not see a subgraph sees no copy of its fields. */
  #requiredByDefault(type: string, field: string): readonly Demand[] {
    const required = this.#required.get(`${type}.${field}`) ?? [];
    const byDefault: DemandsOf = (...place) => {
      const owners = this.#owners.get(place.join("."));
      return owners ? this.#byDefault(owners) : [];
    };
    return required.flatMap((each) => this.#ofSelections(each.selectionSet, each.type, byDefault));
  }

  #ofSelections({ selections }: SelectionSetNode, type: string, demandsOf: DemandsOf): readonly Demand[] {
    return selections.flatMap((node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return [];
      if (node.kind === Kind.INLINE_FRAGMENT)
        return this.#ofSelections(node.selectionSet, node.typeCondition?.name.value ?? type, demandsOf);
      const gives = this.#typeOf(type, node.name.value);
      const below = node.selectionSet && gives ? this.#ofSelections(node.selectionSet, gives.name, demandsOf) : [];
      return [...demandsOf(type, node.name.value), ...below];
    });
  }

  #typeOf(type: string, field: string): GraphQLNamedType | undefined {
    const parent = this.#schema.getType(type);
    const found = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field] : undefined;
    return found && getNamedType(found.type);
  }

  /** Who sees it by default sees what one of its subgraphs answers. */
  #byDefault(owners: ReadonlySet<string>): readonly Demand[] {
    const sees = (shown: readonly string[] | "all") =>
      shown === "all" || [...owners].some((name) => shown.includes(name));
    const anyOf: Role[] = [...this.#defaults].filter(([, shown]) => sees(shown)).map(([role]) => role);
    return anyOf.includes("public") ? [] : [{ kind: "roles", anyOf }];
  }
}

function distinct(demands: readonly Demand[]): readonly Demand[] {
  return [...new Map(demands.map((demand) => [JSON.stringify(demand), demand])).values()];
}

/** What a field is computed from: fields of its own record, or of one around it. */
interface Required {
  readonly type: string;
  readonly selectionSet: SelectionSetNode;
}

/** By the coordinate of what is computed. */
function readRequired(supergraph: DocumentNode): ReadonlyMap<string, readonly Required[]> {
  const contextOf = readContextSelections(supergraph);
  const required = new Map<string, readonly Required[]>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const type = definition.name.value;
    for (const field of definition.fields ?? []) {
      const text = (field.directives ?? []).flatMap(requiredBy).join(" ");
      const own = text === "" ? [] : [{ type, selectionSet: fieldSet(text) }];
      const all = [...own, ...contextOf(field)];
      if (all.length > 0) required.set(`${type}.${field.name.value}`, all);
    }
  }
  return required;
}

function requiredBy({ name, arguments: given = [] }: ConstDirectiveNode): readonly string[] {
  const value = given.find((each) => each.name.value === "requires")?.value;
  return name.value === "join__field" && value?.kind === Kind.STRING ? [value.value] : [];
}

function fieldSet(text: string): SelectionSetNode {
  const [operation] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError(`Not a field set: ${text}`);
  return operation.selectionSet;
}
