/** Whom a part of the graph is for is said by its tags: one that nobody knows would leave it open to everybody. */
import type { ConstDirectiveNode } from "graphql";
import { argumentOf, stringOf } from "../federation-names.ts";
import { defineFinding, type Finding } from "../finding.ts";
import type { TypePart } from "../type-parts.ts";

export interface Audiences {
  /** Tags that contract graphs go by. */
  readonly audiences: readonly string[];
  /** How other tags begin, which classify. */
  readonly classification: string;
}

export function audienceFindings(type: TypePart, known: Audiences): readonly Finding[] {
  const parts = [...type.fields, ...type.inputFields, ...type.values];
  const places = [{ coordinate: type.name, directives: type.directives }, ...parts.map((part) => placeOf(type, part))];
  return [...places.flatMap((place) => unknownTags(place, known)), ...untoldMutations(type, known)];
}

type Place = { readonly coordinate: string; readonly directives: readonly ConstDirectiveNode[] };

function placeOf(
  type: TypePart,
  { name, directives = [] }: TypePart["fields" | "inputFields" | "values"][number],
): Place {
  return { coordinate: `${type.name}.${name.value}`, directives };
}

function unknownTags({ coordinate, directives }: Place, { audiences, classification }: Audiences): readonly Finding[] {
  return directives.flatMap((node) => {
    const tag = tagOf(node);
    if (tag === undefined || audiences.includes(tag) || tag.startsWith(classification)) return [];
    return [unknownAudience({ coordinate, node }, tag, audiences)];
  });
}

/** Reading is for the public unless it is said otherwise; whoever opens changes to the public says so. */
function untoldMutations(type: TypePart, { audiences }: Audiences): readonly Finding[] {
  if (type.name !== "Mutation") return [];
  return type.fields
    .filter(({ directives = [] }) => !directives.some((each) => audiences.includes(tagOf(each) ?? "")))
    .map((node) => noAudience({ coordinate: `Mutation.${node.name.value}`, node }));
}

function tagOf(node: ConstDirectiveNode): string | undefined {
  return node.name.value === "tag" ? stringOf(argumentOf(node, "name")) : undefined;
}

const unknownAudience = defineFinding("AUDIENCE_UNKNOWN", "error", (tag: string, audiences: readonly string[]) => ({
  message: {
    ja: `@tag(name: "${tag}") はどの相手も指しません。このままでは全員に開かれます。`,
    en: `@tag(name: "${tag}") names no audience, so that this would be open to everybody.`,
  },
  remedy: {
    ja: `${audiences.join("、")} のどれかにしてください。新しい相手は schema/policy.yaml の design.audiences に加えます。`,
    en: `Use one of ${audiences.join(", ")}; a new audience is added to design.audiences in schema/policy.yaml.`,
  },
}));

const noAudience = defineFinding("AUDIENCE_MISSING", "warning", () => ({
  message: {
    ja: "だれのための変更か書かれていないため、一般のグラフにも載ります。",
    en: "It is not said whom this change is for, so that the public's graph has it too.",
  },
  remedy: {
    ja: '職員のためのものなら @tag(name: "staff")、一般に開くなら @tag(name: "public") を付けてください。',
    en: 'Add @tag(name: "staff") where it is for staff, or @tag(name: "public") where everybody is to see it.',
  },
}));
