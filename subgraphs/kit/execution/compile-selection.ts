/** Compiles a selection on an object type: what resolves each of its fields, and what completes the value below it. */
import {
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getArgumentValues,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from "graphql";
import { collectFields, collectSubfields } from "graphql/execution/collectFields.js";
import { type Compilation, type Execution, isPromise, NotCompiled, type Path, type Plain } from "./compilation.ts";

/** A value, or a promise of it, becomes what the answer has. Throws where graphql-js would report an error. */
type Complete = (value: unknown, execution: Execution, path: Path) => unknown;

type CompleteObject = (source: unknown, execution: Execution, path: Path | undefined) => Plain | Promise<Plain>;

interface Field {
  readonly key: string;
  resolve(source: unknown, execution: Execution, path: Path | undefined): unknown;
}

export function compileRoot(
  compilation: Compilation,
  type: GraphQLObjectType,
  selectionSet: SelectionSetNode,
): CompleteObject {
  const { schema, fragments } = compilation;
  return objectOf(compilation, type, collectFields(schema, fragments, {}, type, selectionSet));
}

function objectOf(
  compilation: Compilation,
  type: GraphQLObjectType,
  collected: ReadonlyMap<string, readonly FieldNode[]>,
): CompleteObject {
  // A type that looks at each of its values may say no to one.
  if (type.isTypeOf) throw new NotCompiled();
  const fields = [...collected].flatMap(([key, nodes]) => fieldOf(compilation, type, key, nodes) ?? []);
  return (source, execution, path) => completeFields(fields, source, execution, path);
}

function completeFields(
  fields: readonly Field[],
  source: unknown,
  execution: Execution,
  path: Path | undefined,
): Plain | Promise<Plain> {
  const answer: Plain = {};
  const pending: Promise<unknown>[] = [];
  const set = (key: string, value: unknown) => {
    answer[key] = value;
  };
  try {
    for (const { key, resolve } of fields) {
      const value = resolve(source, execution, path);
      // Set at once even where it is not there yet: keys stand in the order of the selection.
      answer[key] = value;
      if (isPromise(value)) pending.push(value.then((given) => set(key, given)));
    }
  } catch (error) {
    giveUp(pending);
    throw error;
  }
  return pending.length > 0 ? Promise.all(pending).then(() => answer) : answer;
}

/** Nobody will look at them any more, also not at what goes wrong with them. */
function giveUp(pending: readonly unknown[]): void {
  for (const value of pending) if (isPromise(value)) value.catch(() => undefined);
}

/** Undefined for a field that is none of the type's: graphql-js leaves it out. */
function fieldOf(
  compilation: Compilation,
  parent: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
): Field | undefined {
  const [node] = nodes;
  const name = node?.name.value ?? "";
  // Assigning to it would set no key, and what begins so asks for the schema itself.
  if (key === "__proto__" || name === "__schema" || name === "__type") throw new NotCompiled();
  if (name === "__typename") return { key, resolve: () => parent.name };
  const definition = parent.getFields()[name];
  if (!node || !definition) return undefined;
  const ask = { parent, definition, node, nodes };
  const complete = completing(compilation, definition.type, ask);
  const call = definition.resolve ? resolverCall(ask, definition.resolve) : propertyCall(ask);
  return {
    key,
    resolve(source, execution, above) {
      const path = { prev: above, key, typename: parent.name };
      return settled(call(source, execution, path), complete, execution, path);
    },
  };
}

function settled(value: unknown, complete: Complete, execution: Execution, path: Path): unknown {
  return isPromise(value) ? value.then((given) => complete(given, execution, path)) : complete(value, execution, path);
}

/** A field as it is asked for: by which nodes of the document, of which type. */
interface Ask {
  readonly parent: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  readonly nodes: readonly FieldNode[];
}

function infoOf({ parent, definition, nodes }: Ask, execution: Execution, path: Path): GraphQLResolveInfo {
  return {
    fieldName: definition.name,
    fieldNodes: nodes,
    returnType: definition.type,
    parentType: parent,
    path,
    schema: execution.schema,
    fragments: execution.fragments,
    rootValue: undefined,
    operation: execution.operation,
    variableValues: execution.variables,
  };
}

type Call = (source: unknown, execution: Execution, path: Path) => unknown;

function resolverCall(ask: Ask, resolve: GraphQLFieldResolver<unknown, unknown>): Call {
  return (source, execution, path) =>
    resolve(source, argumentsOf(ask, execution), execution.context, infoOf(ask, execution, path));
}

/** What graphql-js does for a field without a resolver. */
function propertyCall(ask: Ask): Call {
  const { name } = ask.definition;
  return (source, execution, path) => {
    if ((typeof source !== "object" || source === null) && typeof source !== "function") return undefined;
    const property: unknown = Reflect.get(source, name);
    if (typeof property !== "function") return property;
    const { context } = execution;
    return Reflect.apply(property, source, [argumentsOf(ask, execution), context, infoOf(ask, execution, path)]);
  };
}

/** A resolver may keep or change what it is given, so each call has its own. */
function argumentsOf({ definition, node }: Ask, execution: Execution): Plain {
  if (definition.args.length === 0) return {};
  const known = execution.arguments.get(node);
  if (known) return { ...known };
  const values = getArgumentValues(definition, node, execution.variables);
  execution.arguments.set(node, values);
  return { ...values };
}

function completing(compilation: Compilation, type: GraphQLOutputType, ask: Ask): Complete {
  if (isNonNullType(type)) return nonNull(completing(compilation, type.ofType, ask));
  const complete = present(compilation, type, ask);
  return (value, execution, path) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    return complete(value, execution, path);
  };
}

function nonNull(complete: Complete): Complete {
  return (value, execution, path) => {
    const completed = complete(value, execution, path);
    return isPromise(completed) ? completed.then(there) : there(completed);
  };
}

function there(value: unknown): unknown {
  if (value === null) throw new NotCompiled();
  return value;
}

/** Completes values that are neither null nor errors. */
function present(compilation: Compilation, type: GraphQLOutputType, ask: Ask): Complete {
  if (isListType(type)) return listOf(completing(compilation, type.ofType, ask));
  if (isLeafType(type)) return leafOf(type);
  if (isAbstractType(type)) return abstractOf(compilation, type, ask);
  if (isObjectType(type)) return belowOf(compilation, type, ask);
  throw new NotCompiled();
}

function belowOf(compilation: Compilation, type: GraphQLObjectType, { nodes }: Ask): CompleteObject {
  const { schema, fragments } = compilation;
  return objectOf(compilation, type, collectSubfields(schema, fragments, {}, type, nodes));
}

function listOf(complete: Complete): Complete {
  return (value, execution, path) => {
    if (!Array.isArray(value)) throw new NotCompiled();
    const completed: unknown[] = [];
    let isPending = false;
    try {
      for (let index = 0; index < value.length; index++) {
        const item = settled(value[index], complete, execution, { prev: path, key: index, typename: undefined });
        isPending ||= isPromise(item);
        completed.push(item);
      }
    } catch (error) {
      giveUp(completed);
      throw error;
    }
    return isPending ? Promise.all(completed) : completed;
  };
}

function leafOf(type: GraphQLLeafType): Complete {
  return (value) => {
    const serialized: unknown = type.serialize(value);
    if (serialized === null || serialized === undefined) throw new NotCompiled();
    return serialized;
  };
}

function abstractOf(compilation: Compilation, type: GraphQLAbstractType, ask: Ask): Complete {
  const { resolveType } = type;
  if (!resolveType) throw new NotCompiled();
  const byName = new Map<unknown, CompleteObject>();
  const compile = (name: unknown) => {
    const complete = belowOf(compilation, memberOf(compilation, type, name), ask);
    byName.set(name, complete);
    return complete;
  };
  const completeAs = (name: unknown, value: unknown, execution: Execution, path: Path) =>
    (byName.get(name) ?? compile(name))(value, execution, path);
  return (value, execution, path) => {
    const name: unknown = resolveType(value, execution.context, infoOf(ask, execution, path), type);
    if (!isPromise(name)) return completeAs(name, value, execution, path);
    return name.then((found) => completeAs(found, value, execution, path));
  };
}

function memberOf({ schema }: Compilation, type: GraphQLAbstractType, name: unknown): GraphQLObjectType {
  const member = typeof name === "string" ? schema.getType(name) : undefined;
  if (!isObjectType(member) || !schema.isSubType(type, member)) throw new NotCompiled();
  return member;
}
