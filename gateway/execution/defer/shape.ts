/**
 * Makes an operation ready for deferral: each @defer that applies stands at one place, under a name of its own for the planner, and the others
 * are gone. Fragments are written out for that, since one that is spread twice is two parts.
 */
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
  visit,
} from "graphql";
import type { JsonObject } from "../json.ts";
import { argumentOf, type Deferral } from "./deferral.ts";

/** What lies between the operation and a deferred fragment, that fragment included. */
export type Step = FieldNode | InlineFragmentNode;

export type DeferredPart = {
  /** The planner's name for it. */
  readonly id: string;
  /** The part around it. */
  readonly parent: string | undefined;
  /** The client's name for it. */
  readonly label: string | undefined;
  readonly steps: readonly Step[];
  readonly selectionSet: SelectionSetNode;
};

export type Shaped = {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly parts: readonly DeferredPart[];
};

export function shape(document: DocumentNode, operation: OperationDefinitionNode, deferral: Deferral): Shaped {
  if (!deferral) return { document, operation, parts: [] };
  return deferral === "inline"
    ? withoutDefer(document, operation)
    : new Shaping(document, deferral.conditions).shape(operation);
}

function withoutDefer(document: DocumentNode, operation: OperationDefinitionNode): Shaped {
  const position = document.definitions.indexOf(operation);
  const stripped = visit(document, { Directive: ({ name }) => (name.value === "defer" ? null : undefined) });
  const found = stripped.definitions[position];
  if (found?.kind !== Kind.OPERATION_DEFINITION) throw new Error("The operation is not part of its document");
  return { document: stripped, operation: found, parts: [] };
}

type Place = { readonly steps: readonly Step[]; readonly parent: string | undefined };

class Shaping {
  readonly #conditions: JsonObject;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #parts: DeferredPart[] = [];

  constructor(document: DocumentNode, conditions: JsonObject) {
    this.#conditions = conditions;
    const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((each) => [each.name.value, each]));
  }

  shape(operation: OperationDefinitionNode): Shaped {
    const selectionSet = this.#set(operation.selectionSet);
    const shaped = { ...operation, selectionSet };
    this.#collect(selectionSet, { steps: [], parent: undefined });
    return { document: { kind: Kind.DOCUMENT, definitions: [shaped] }, operation: shaped, parts: this.#parts };
  }

  #set(set: SelectionSetNode): SelectionSetNode {
    return { ...set, selections: set.selections.map((each) => this.#selection(each)) };
  }

  #selection(node: SelectionNode): Step {
    if (node.kind === Kind.FIELD)
      return node.selectionSet ? { ...node, selectionSet: this.#set(node.selectionSet) } : node;
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(node.name.value) : node;
    if (!fragment) throw new Error("A fragment is spread that the document does not have");
    return {
      kind: Kind.INLINE_FRAGMENT,
      ...(fragment.typeCondition ? { typeCondition: fragment.typeCondition } : {}),
      directives: (node.directives ?? []).filter((each) => this.#isKept(each)).map((each) => ({ ...each })),
      selectionSet: this.#set(fragment.selectionSet),
    };
  }

  #isKept(directive: DirectiveNode): boolean {
    if (directive.name.value !== "defer") return true;
    const condition = argumentOf(directive, "if");
    if (condition?.kind === Kind.VARIABLE) return this.#conditions[condition.name.value] === true;
    return condition?.kind !== Kind.BOOLEAN || condition.value;
  }

  /** Names the parts only once all is written out, so that nothing of what they point to is made anew afterwards. */
  #collect({ selections }: SelectionSetNode, place: Place): void {
    for (const node of selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) continue;
      const steps = [...place.steps, node];
      const parent = node.kind === Kind.INLINE_FRAGMENT ? this.#part(node, { ...place, steps }) : undefined;
      if (node.selectionSet) this.#collect(node.selectionSet, { steps, parent: parent ?? place.parent });
    }
  }

  #part(node: InlineFragmentNode, { steps, parent }: Place): string | undefined {
    const directive = deferOf(node);
    if (!directive) return undefined;
    const id = `part${this.#parts.length}`;
    const label = argumentOf(directive, "label");
    const { selectionSet } = node;
    this.#parts.push({ id, parent, label: label?.kind === Kind.STRING ? label.value : undefined, steps, selectionSet });
    // The planner is told this name only: a condition has been settled, and clients may give none.
    Object.assign(directive, { arguments: [{ kind: Kind.ARGUMENT, name: nameNode("label"), value: textNode(id) }] });
    return id;
  }
}

export function deferOf({ directives }: SelectionNode): DirectiveNode | undefined {
  return directives?.find(({ name }) => name.value === "defer");
}

function nameNode(value: string) {
  return { kind: Kind.NAME, value } as const;
}

function textNode(value: string) {
  return { kind: Kind.STRING, value } as const;
}
