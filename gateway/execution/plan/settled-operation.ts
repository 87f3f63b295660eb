/**
 * What can be settled of an operation before anything is planned: conditions that are written out, and type conditions that all objects at
 * their place meet, or none. The planner goes wrong at some of these, and none of them says anything that it needs to know.
 */
import {
  baseType,
  type CompositeType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  possibleRuntimeTypes,
  type Schema,
} from "@apollo/federation-internals";
import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/** Of a place in the operation. */
type Place = {
  /** The type whose fields may be written there. */
  readonly type: CompositeType;
  /** The object types that are told apart there by what is around it. */
  readonly told: ReadonlySet<string>;
  /** Those of them that what is written there is meant for. */
  readonly meant: ReadonlySet<string>;
};

/**
 * Only the operation is left, with its fragments written out.
 * @param schema with what clients do not see: an object may be of a type that they do not
 * @throws RangeError for one that would be too long by type
 */
export function settleOperation(document: DocumentNode, schema: Schema, form: SettledForm = "short"): DocumentNode {
  return new Settling(document, schema, form).document;
}

/** As it is written, or with a fragment for each type that an object can be of: longer, and fit for more than the planner knows of the first. */
export type SettledForm = "short" | "by type";

/** Written by type, what stands in lists of many types within each other grows with every level, and planning it with that. */
const mostSelectionsByType = 500;

class Settling {
  #written = 0;
  readonly document: DocumentNode;
  readonly #schema: Schema;
  readonly #form: SettledForm;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(document: DocumentNode, schema: Schema, form: SettledForm) {
    this.#schema = schema;
    this.#form = form;
    const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((each) => [each.name.value, each]));
    const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
    this.document = { ...document, definitions: operations.map((each) => this.#operation(each)) };
  }

  #operation(operation: OperationDefinitionNode): OperationDefinitionNode {
    const root = this.#schema.schemaDefinition.rootType(operation.operation);
    return root ? { ...operation, selectionSet: this.#set(operation.selectionSet, root) } : operation;
  }

  #set(set: SelectionSetNode, type: CompositeType): SelectionSetNode {
    const objects = objectsOf(type);
    const place = { type, told: objects, meant: objects };
    const selections =
      this.#form === "by type" && isAbstractType(type) ? this.#byType(set, objects) : this.#all(set, place);
    return { ...set, selections: selections.length > 0 ? selections : [typenameField] };
  }

  #all({ selections }: SelectionSetNode, place: Place): SelectionNode[] {
    return selections.flatMap((node) => this.#selection(node, place));
  }

  #selection(node: SelectionNode, place: Place): SelectionNode[] {
    this.#written += 1;
    if (this.#form === "by type" && this.#written > mostSelectionsByType) throw new RangeError("too long by type");
    const directives = settleConditions(node.directives ?? []);
    if (!directives) return [];
    if (node.kind === Kind.FIELD) return this.#field({ ...node, directives }, place);
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(node.name.value) : node;
    return fragment ? this.#fragment(fragment, directives, place) : [];
  }

  #field(node: FieldNode, place: Place): SelectionNode[] {
    const { type, told, meant } = place;
    const field = isUnionType(type) ? undefined : type.field(node.name.value);
    const below = field?.type && baseType(field.type);
    const settled =
      node.selectionSet && below && isCompositeType(below)
        ? { ...node, selectionSet: this.#set(node.selectionSet, below) }
        : node;
    // A union has no field but its type's name, which may be told of every object as well.
    return isUnionType(type) || told.size === meant.size
      ? [settled]
      : [...meant].map((name) => fragmentOn(name, [settled]));
  }

  #fragment(
    { typeCondition, selectionSet }: InlineFragmentNode | FragmentDefinitionNode,
    directives: readonly DirectiveNode[],
    place: Place,
  ): SelectionNode[] {
    const condition = typeCondition ? this.#schema.type(typeCondition.name.value) : place.type;
    if (!condition || !isCompositeType(condition)) return [];
    const meant = intersectionOf(place.meant, objectsOf(condition));
    if (meant.size === 0) return [];
    if (says(condition, place.type)) return under(directives, this.#all(selectionSet, { ...place, meant }));
    return under(directives, this.#narrowed(condition, selectionSet, { ...place, meant }));
  }

  #narrowed(condition: CompositeType, set: SelectionSetNode, { type: around, told, meant }: Place): SelectionNode[] {
    const narrowed = intersectionOf(told, objectsOf(condition));
    if (narrowed.size === meant.size && !(isAbstractType(condition) && isObjectSomewhere(around))) {
      const selections = this.#all(set, { type: condition, told: narrowed, meant });
      return selections.length > 0 ? [fragmentOn(condition.name, selections)] : [];
    }
    return this.#byType(set, meant);
  }

  #byType(set: SelectionSetNode, meant: ReadonlySet<string>): SelectionNode[] {
    return [...meant].flatMap((name) => {
      const type = this.#schema.type(name);
      const one = new Set([name]);
      const selections = type && isObjectType(type) ? this.#all(set, { type, told: one, meant: one }) : [];
      return selections.length > 0 ? [fragmentOn(name, selections)] : [];
    });
  }
}

/** Where an interface is an object, the planner finds no way from it to another interface of the same records. */
function isObjectSomewhere(type: CompositeType): boolean {
  return type.appliedDirectivesOf("join__type").some((each) => each.arguments()["isInterfaceObject"] === true);
}

function objectsOf(type: CompositeType): ReadonlySet<string> {
  return new Set(possibleRuntimeTypes(type).map(({ name }) => name));
}

/** Whether all that may be written on the condition may be written at the place as well. */
function says(condition: CompositeType, type: CompositeType): boolean {
  if (isUnionType(condition) || condition === type) return true;
  return !isUnionType(type) && type.implementsInterface(condition.name);
}

/** What is left of the conditions; undefined where they are not met. */
function settleConditions(directives: readonly DirectiveNode[]): readonly DirectiveNode[] | undefined {
  const open: DirectiveNode[] = [];
  for (const directive of directives) {
    const isMet = isMetByItself(directive);
    if (isMet === false) return undefined;
    if (isMet === undefined) open.push(directive);
  }
  return open;
}

function isMetByItself({ name, arguments: args }: DirectiveNode): boolean | undefined {
  if (name.value !== "skip" && name.value !== "include") return undefined;
  const value = args?.find((each) => each.name.value === "if")?.value;
  return value?.kind === Kind.BOOLEAN ? value.value === (name.value === "include") : undefined;
}

function intersectionOf(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...a].filter((each) => b.has(each)));
}

function under(directives: readonly DirectiveNode[], selections: readonly SelectionNode[]): SelectionNode[] {
  if (selections.length === 0 || directives.length === 0) return [...selections];
  const [first, ...others] = selections;
  if (first?.kind === Kind.INLINE_FRAGMENT && others.length === 0 && !first.directives?.length)
    return [{ ...first, directives }];
  return [{ kind: Kind.INLINE_FRAGMENT, directives, selectionSet: { kind: Kind.SELECTION_SET, selections } }];
}

function fragmentOn(name: string, selections: readonly SelectionNode[]): InlineFragmentNode {
  const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } } as const;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

const typenameField: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } };
