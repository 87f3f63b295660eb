/** Makes up what a mock answers: for a type and a place in the graph always the same. */
import {
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { isJsonObject } from "../../../execution/json.ts";
import { type LeafPlace, leafValue } from "./leaf-values.ts";
import { type MockKeys, numberedToken, numberIn, tokenIn } from "./mock-keys.ts";
import { isMockObject, type MockObject } from "./mock-object.ts";
import { pageFields } from "./page.ts";
import { pick, seedOf } from "./seed.ts";

export interface Asked {
  readonly parent: MockObject;
  readonly field: string;
  readonly type: GraphQLOutputType;
  readonly args: Readonly<Record<string, unknown>>;
  /** Directly below `Query`. */
  readonly isRoot: boolean;
}

export interface MockValues {
  valueOf(asked: Asked): unknown;
  /** The record that a key names. */
  recordOf(typeName: string, given: Readonly<Record<string, unknown>>): MockObject | null;
}

interface Place extends Asked {
  readonly seed: string;
  /** Where it is one of several. */
  readonly index?: number;
}

export function createMockValues(schema: GraphQLSchema, keys: MockKeys, subgraph: string): MockValues {
  const keysOf = (type: GraphQLAbstractType | GraphQLObjectType) => keys.get(type.name) ?? [];

  const made = (type: GraphQLOutputType, place: Place, isNullable = true): unknown => {
    if (isNonNullType(type)) return made(type.ofType, place, false);
    if (isListType(type)) return listOf(type.ofType, place);
    if (!isLeafType(type)) return objectOf(type, place);
    return isNullable && isLeftOut(place) ? null : leafValue(type, leafPlace(place, subgraph));
  };

  const listOf = (type: GraphQLOutputType, place: Place): readonly unknown[] => {
    const asked = askedKeys(place);
    const length = asked?.length ?? 2 + (seedOf(place.seed) % 2);
    return Array.from({ length }, (_, index) => made(type, { ...place, index }, false));
  };

  const objectOf = (type: GraphQLAbstractType | GraphQLObjectType, place: Place): MockObject | null => {
    if (isObjectType(type) && isConnection(type)) return connectionOf(type, place);
    const key = keyAsked(type, place);
    const chosen = isAbstractType(type) ? possibleOf(type, place, key) : type;
    if (!chosen) return null;
    if (keysOf(chosen).length === 0 && keysOf(type).length === 0) return partOf(chosen, place);
    return record(chosen.name, key ?? numberedToken(chosen.name, numberOf(type, place)), {});
  };

  const keyAsked = (type: GraphQLAbstractType | GraphQLObjectType, place: Place): string | undefined =>
    askedKeys(place)?.[place.index ?? 0] ?? tokenIn(type.name, keys.get(type.name) ?? usualKey, place.args);

  /** A token says of which type it is; one that is not from a mock falls to any type, and to the same one each time. */
  const possibleOf = (type: GraphQLAbstractType, { seed, index }: Place, token: string | undefined) => {
    const possible = schema.getPossibleTypes(type);
    if (token !== undefined)
      return possible.find(({ name }) => token.startsWith(`${name}-`)) ?? pick(possible, seedOf(token));
    return pick(possible, index ?? seedOf(seed));
  };

  /** The records of a list are others each. */
  const numberOf = (type: GraphQLAbstractType | GraphQLObjectType, { seed, index }: Place): number => {
    if (index === undefined) return 1 + (seedOf(seed) % 5);
    return 1 + (isAbstractType(type) ? Math.floor(index / schema.getPossibleTypes(type).length) : index);
  };

  const connectionOf = (type: GraphQLObjectType, place: Place): MockObject => {
    const { edges, nodes } = type.getFields();
    const edgeType = edges && getNamedType(edges.type);
    const node = nodes?.type ?? (isObjectType(edgeType) ? edgeType.getFields()["node"]?.type : undefined);
    const named = node && getNamedType(node);
    const isKnown = named !== undefined && (isObjectType(named) || isAbstractType(named));
    const all = { ...place, args: {}, seed: `${place.parent.token}.${place.field}` };
    // Each type is there once, so that a fragment on any of them finds something.
    const kinds = isAbstractType(named) ? schema.getPossibleTypes(named).length : 1;
    const length = Math.max(kinds, 3 + (seedOf(all.seed) % 5));
    const items = Array.from({ length }, (_, index) => (isKnown ? objectOf(named, { ...all, index }) : null));
    const present = items.filter((item) => item !== null);
    const page = pageFields(present, place.args, (known) => ({ ...partOf(edgeType ?? type, place), known }));
    return { ...partOf(type, all), known: page };
  };

  return {
    valueOf(asked) {
      const { parent, field, type, args } = asked;
      const known = parent.known[field];
      if (isJsonObject(known) && !isMockObject(known)) return given(getNamedType(type).name, known, asked);
      if (known !== undefined) return known;
      const seed = `${parent.__typename}.${field}(${JSON.stringify(args)})@${parent.token}`;
      return keyValue(asked, keys) ?? made(type, { ...asked, seed }, !asked.isRoot);
    },
    recordOf(typeName, reference) {
      const type = schema.getType(typeName);
      if (!isObjectType(type) && !isAbstractType(type)) return null;
      const token = tokenIn(typeName, keysOf(type), reference) ?? JSON.stringify(reference);
      const place = { parent: rootOf(typeName), field: "", type, args: {}, isRoot: false, seed: token };
      const chosen = isAbstractType(type) ? possibleOf(type, place, token) : type;
      const { __typename: _, ...known } = reference;
      return chosen ? record(chosen.name, token, known) : null;
    },
  };
}

/** Of interfaces such as `Node`, which say nothing of keys. */
const usualKey = [["id"]];

/** An object without a name of its own, from which questions begin. */
export function rootOf(typeName: string): MockObject {
  return record(typeName, "", {});
}

function record(typeName: string, token: string, known: MockObject["known"]): MockObject {
  return { __typename: typeName, token, known, label: typeName, owner: typeName };
}

/** A part of a record, such as a bilingual text. */
function partOf({ name }: { readonly name: string }, { seed, index, field, parent }: Place): MockObject {
  const token = index === undefined ? seed : `${seed}#${index}`;
  return { __typename: name, token, known: {}, label: field, owner: parent.owner };
}

/** A nested part of a key, or page information. */
function given(typeName: string, known: MockObject["known"], { parent, field }: Asked): MockObject {
  return { __typename: typeName, token: `${parent.token}.${field}`, known, label: field, owner: parent.owner };
}

/** A connection is what looks like one. */
function isConnection(type: GraphQLObjectType): boolean {
  const { nodes, edges, pageInfo } = type.getFields();
  return type.name.endsWith("Connection") && pageInfo !== undefined && (nodes ?? edges) !== undefined;
}

/** `nodes(ids: […])` and the like are asked for those. */
function askedKeys({ args: { ids } }: Place): readonly string[] | undefined {
  return Array.isArray(ids) ? ids.map(String) : undefined;
}

/** What is alone a key is the token, so that whoever comes by another key finds the same record. */
function keyValue({ parent, field, type }: Asked, keys: MockKeys): unknown {
  const isKey = keys.get(parent.__typename)?.some(([only, ...more]) => only === field && more.length === 0);
  const named = getNamedType(type);
  if (!isKey || isListType(isNonNullType(type) ? type.ofType : type)) return undefined;
  if (named.name === "ID" || named.name === "String") return parent.token;
  return named.name === "Int" ? (numberIn(parent.token) ?? seedOf(parent.token) % 1_000_000) : undefined;
}

/** What may be absent now and then is. */
function isLeftOut({ seed, isRoot }: Place): boolean {
  return !isRoot && seedOf(`${seed}?`) % 8 === 0;
}

function leafPlace({ seed, field, parent, index }: Place, subgraph: string): LeafPlace {
  const isOfParent = /^(?:ja|en|text|value|label)$/.test(field);
  return {
    seed,
    field,
    label: isOfParent ? parent.label : field,
    department: departmentOf(parent.owner) ?? subgraph,
    ...(index === undefined ? {} : { index }),
  };
}

/** `CivilEngineeringMeasure` is one of `civil-engineering`. */
function departmentOf(typeName: string): string | undefined {
  const [, prefix] = /^(.+?)(?:Measure|TalentResource)$/.exec(typeName) ?? [];
  return prefix?.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}
