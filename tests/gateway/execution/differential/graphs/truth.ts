/** What every field of every record is: the merged data of a generated graph, which no subgraph and no plan has a part in. */
import { type FieldModel, fieldsOf, type GraphModel, type Need, objectOf, objectsBehind } from "./model.ts";

/** A record by its id, or a value, or what is neither. */
export type Truth =
  | null
  | string
  | { readonly id: string }
  | { readonly x: string | null; readonly y: string }
  | Truth[];

export function truthOf(model: GraphModel, id: string, name: string): Truth {
  const field = fieldsOf(model, objectOf(model, id)).find((each) => each.name === name);
  if (!field) throw new Error(`${id} has no field ${name}`);
  return valueAt(model, field, id);
}

export function valueAt(model: GraphModel, field: FieldModel, id: string): Truth {
  const place = `${field.name} of ${id}`;
  if (!field.isNonNull && numberOf(place) % 7 === 0) return null;
  const one = (position: string): Truth => {
    switch (field.kind) {
      case "scalar":
        return place + position;
      case "value":
        return { x: numberOf(`x${place}`) % 5 === 0 ? null : `x ${place}${position}`, y: `y ${place}${position}` };
      case "record":
        return { id: targetOf(model, field.target, place + position) };
      case "computed":
        return compute(field, (need) => needed(model, id, need));
    }
  };
  return field.isList && field.kind !== "computed" ? [one(" 0"), one(" 1")] : one("");
}

/** The same for a subgraph, from what it has been sent, and for the truth: whatever is missing shows. */
export function compute(field: FieldModel & { readonly kind: "computed" }, valueFor: (need: Need) => unknown): string {
  return `${field.name}(${field.needs.map((need) => String(valueFor(need))).join()})`;
}

export function idsOf(model: GraphModel, name: string): readonly string[] {
  return objectsBehind(model, name).flatMap(({ ids }) => ids);
}

function needed(model: GraphModel, id: string, { field, below }: Need): unknown {
  const value = truthOf(model, id, field);
  return below ? partOf(value, below) : value;
}

export function partOf(value: unknown, key: string): unknown {
  if (value === null || value === undefined) return value;
  return Reflect.get(Object(value), key);
}

function targetOf(model: GraphModel, target: string, place: string): string {
  const ids = idsOf(model, target);
  return ids[numberOf(place) % ids.length] ?? "";
}

export function numberOf(text: string): number {
  let number = 7;
  for (const each of text) number = (number * 31 + each.charCodeAt(0)) % 65_521;
  return number;
}
