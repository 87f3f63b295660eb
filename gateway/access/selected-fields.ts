/** Every field that an operation names: under any alias, in any fragment, and whether or not a condition leaves it out. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

export interface SelectedField {
  /** The type that the field was asked of: an object, an interface, or, for `__typename`, a union. */
  readonly parent: GraphQLNamedType;
  /** Undefined for fields that every schema has, such as `__typename`. */
  readonly field: GraphQLField<unknown, unknown> | undefined;
  readonly node: FieldNode;
}

export interface ValidOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

export function selectedFields({ schema, document, operation }: ValidOperation): readonly SelectedField[] {
  const selection = new Selection(schema, document);
  const root = schema.getRootType(operation.operation);
  if (root) selection.add(operation.selectionSet, root);
  return selection.found;
}

class Selection {
  readonly found: SelectedField[] = [];
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #seen = new Set<string>();

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((each) => [each.name.value, each]));
  }

  add({ selections }: SelectionSetNode, parent: GraphQLNamedType): void {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) this.#addField(node, parent);
      else if (node.kind === Kind.FRAGMENT_SPREAD) this.#addFragment(node.name.value);
      else this.add(node.selectionSet, this.#typeNamed(node.typeCondition?.name.value) ?? parent);
    }
  }

  #addField(node: FieldNode, parent: GraphQLNamedType): void {
    const hasFields = isObjectType(parent) || isInterfaceType(parent);
    const field = hasFields ? parent.getFields()[node.name.value] : undefined;
    this.found.push({ parent, field, node });
    if (field && node.selectionSet) this.add(node.selectionSet, getNamedType(field.type));
  }

  /** What a fragment names depends on its own type only, so that once is enough. */
  #addFragment(name: string): void {
    const fragment = this.#fragments.get(name);
    if (fragment === undefined || this.#seen.has(name)) return;
    this.#seen.add(name);
    const type = this.#typeNamed(fragment.typeCondition.name.value);
    if (type) this.add(fragment.selectionSet, type);
  }

  #typeNamed(name: string | undefined): GraphQLNamedType | undefined {
    return name === undefined ? undefined : this.#schema.getType(name);
  }
}
