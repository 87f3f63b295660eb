/** Draws graphs. */
import type { Draw } from "../draw.ts";
import type { FieldModel, GraphModel, InterfaceModel, Need, ObjectModel, UnionModel } from "./model.ts";

export function generateGraph(draw: Draw): GraphModel {
  const subgraphs = ["alpha", "beta", "gamma", "delta"].slice(0, draw.number(2, 4));
  const pick = () => draw.pick(subgraphs[0] ?? "", ...subgraphs.slice(1));
  const interfaces = ["I0", "I1"].slice(0, draw.number(0, 2)).map((name): InterfaceModel => {
    const home = pick();
    const asObjectIn = subgraphs.filter((each) => each !== home && draw.number(0, 2) > 0);
    return { name, home, asObjectIn, fields: [] };
  });
  const implementing = interfaces.flatMap((each, index) =>
    ["A", "B", "C"].slice(0, draw.number(1, 3)).map((letter) => objectIn(draw, `${letter}${index}`, each, subgraphs)),
  );
  const alone = ["X", "Y"].slice(0, draw.number(interfaces.length > 0 ? 0 : 1, 2)).map((name): ObjectModel => {
    const home = pick();
    const elsewhere = subgraphs.filter((each) => each !== home && draw.flag());
    return { ...bare(draw, name), home, elsewhere, implements: undefined };
  });
  const objects = [...implementing, ...alone];
  const unions = unionsOf(draw, subgraphs, objects);
  const names = [...interfaces, ...objects, ...unions];
  const isKnownIn = (target: string, subgraph: string) =>
    names.some((each) => each.name === target && homesOf(each).includes(subgraph));
  const fieldsFor = (prefix: string, owners: readonly string[]) => {
    const targets = (owner: string) => names.map(({ name }) => name).filter((name) => isKnownIn(name, owner));
    return withComputed(draw, prefix, generateFields(draw, prefix, owners, targets), owners);
  };
  return {
    subgraphs,
    unions,
    interfaces: interfaces.map((each) => ({ ...each, fields: fieldsFor(each.name.toLowerCase(), homesOf(each)) })),
    objects: objects.map((each) => {
      const fields = fieldsFor(each.name.toLowerCase(), homesOf(each));
      return { ...each, fields: each.isNamed ? [titleIn(each.home), ...fields] : fields };
    }),
  };
}

function titleIn(owner: string): FieldModel {
  return { name: "title", owner, kind: "scalar", isNonNull: false, isList: false };
}

function homesOf(type: InterfaceModel | ObjectModel | UnionModel): readonly string[] {
  if ("asObjectIn" in type) return [type.home, ...type.asObjectIn];
  return "elsewhere" in type ? [type.home, ...type.elsewhere] : [type.home];
}

function bare(draw: Draw, name: string) {
  const ids = [`${name}-1`, `${name}-2`].slice(0, draw.number(1, 2));
  return { name, isNamed: draw.flag(), fields: [], ids };
}

/** A subgraph that has the interface as an object may not have what implements it. */
function objectIn(
  draw: Draw,
  name: string,
  { home, asObjectIn, name: implemented }: InterfaceModel,
  all: readonly string[],
) {
  const elsewhere = all.filter((each) => each !== home && !asObjectIn.includes(each) && draw.flag());
  return { ...bare(draw, name), home, elsewhere, implements: implemented };
}

function unionsOf(draw: Draw, subgraphs: readonly string[], objects: readonly ObjectModel[]): UnionModel[] {
  return subgraphs.flatMap((home): UnionModel[] => {
    const known = objects.filter((each) => each.home === home);
    const members = known.filter(() => draw.number(0, 2) > 0).map(({ name }) => name);
    return members.length > 0 && draw.flag() ? [{ name: `U_${home}`, home, members }] : [];
  });
}

function generateFields(
  draw: Draw,
  prefix: string,
  owners: readonly string[],
  targetsIn: (owner: string) => readonly string[],
): FieldModel[] {
  return Array.from({ length: draw.number(1, 4) }, (_, index): FieldModel => {
    const name = `${prefix}_f${index}`;
    const owner = draw.pick(owners[0] ?? "", ...owners.slice(1));
    const common = { name, owner, isNonNull: draw.number(0, 3) === 0, isList: draw.number(0, 3) === 0 };
    const kind = draw.pick("scalar", "scalar", "value", "record");
    const [first, ...rest] = targetsIn(owner);
    if (kind === "record" && first) return { ...common, kind, target: draw.pick(first, ...rest) };
    return { ...common, kind: kind === "value" ? "value" : "scalar" };
  });
}

/** Each may need what is there already, computed or not, as long as another subgraph has it. */
function withComputed(
  draw: Draw,
  prefix: string,
  plain: readonly FieldModel[],
  owners: readonly string[],
): FieldModel[] {
  const fields = [...plain];
  for (let index = draw.number(0, 3); index > 0; index--) {
    const owner = draw.pick(owners[0] ?? "", ...owners.slice(1));
    const foreign = fields.filter((each) => each.owner !== owner && !each.isList && each.kind !== "record");
    const [first, ...rest] = foreign;
    if (!first) continue;
    const chosen = new Set(
      draw.flag() ? [draw.pick(first, ...rest)] : [draw.pick(first, ...rest), foreign.at(-1) ?? first],
    );
    const needs = [...chosen].map(
      (each): Need => ({ field: each.name, below: each.kind === "value" ? draw.pick("x", "y") : undefined }),
    );
    fields.push({
      name: `${prefix}_c${index}`,
      owner,
      isNonNull: draw.number(0, 5) === 0,
      isList: false,
      kind: "computed",
      needs,
    });
  }
  return fields;
}
