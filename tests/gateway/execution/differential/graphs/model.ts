/**
 * A generated graph in the hub's own pattern: entity interfaces that one subgraph has as interfaces and others as objects, value types that
 * several subgraphs share, unions, and fields that are computed from what other subgraphs know, one after the other.
 */
export type GraphModel = {
  readonly subgraphs: readonly string[];
  readonly interfaces: readonly InterfaceModel[];
  readonly objects: readonly ObjectModel[];
  readonly unions: readonly UnionModel[];
};

/** An entity interface: an interface in its home, an object or nothing at all elsewhere. */
export type InterfaceModel = {
  readonly name: string;
  readonly home: string;
  readonly asObjectIn: readonly string[];
  /** Fields that its home declares of it, and those that others add to it. */
  readonly fields: readonly FieldModel[];
};

export type ObjectModel = {
  readonly name: string;
  readonly home: string;
  /** Other subgraphs that have it. */
  readonly elsewhere: readonly string[];
  /** The entity interface that it implements at home. */
  readonly implements: string | undefined;
  /** Whether it is of the interface without a key that its home has. */
  readonly isNamed: boolean;
  readonly fields: readonly FieldModel[];
  readonly ids: readonly string[];
};

export type UnionModel = { readonly name: string; readonly home: string; readonly members: readonly string[] };

export type FieldModel = {
  readonly name: string;
  readonly owner: string;
  readonly isNonNull: boolean;
  readonly isList: boolean;
} & FieldKind;

type FieldKind =
  | { readonly kind: "scalar" }
  | { readonly kind: "value" }
  | { readonly kind: "record"; readonly target: string }
  | { readonly kind: "computed"; readonly needs: readonly Need[] };

/** A scalar of the same record, or one within a value of it. */
export type Need = { readonly field: string; readonly below: "x" | "y" | undefined };

export function fieldSetOf(needs: readonly Need[]): string {
  return needs.map(({ field, below }) => (below ? `${field} { ${below} }` : field)).join(" ");
}

/** All fields of a type of record: its own, and those of its interface. */
export function fieldsOf({ interfaces }: GraphModel, object: ObjectModel): readonly FieldModel[] {
  const inherited = interfaces.find(({ name }) => name === object.implements)?.fields ?? [];
  return [...object.fields, ...inherited];
}

export function objectOf({ objects }: GraphModel, id: string): ObjectModel {
  const found = objects.find(({ ids }) => ids.includes(id));
  if (!found) throw new Error(`No record ${id}`);
  return found;
}

/** The types of records that a name stands for. */
export function objectsBehind({ objects, unions }: GraphModel, name: string): readonly ObjectModel[] {
  const members = unions.find((each) => each.name === name)?.members ?? [];
  return objects.filter((each) => each.name === name || each.implements === name || members.includes(each.name));
}
