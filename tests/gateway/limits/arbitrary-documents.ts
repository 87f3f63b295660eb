/** Documents of fields, aliases, directives and fragments that spread each other without a circle. */
import fc from "fast-check";

interface Level {
  /** The fragments that may be spread here. */
  readonly after: number;
  readonly deep: number;
}

const fragments = 5;

export const documents: fc.Arbitrary<string> = fc
  .tuple(selections({ after: 0, deep: 3 }), ...Array.from({ length: fragments }, (_, at) => fragment(at)))
  .map((parts) => `query Q @d ${parts.join("\n")}`);

function fragment(at: number): fc.Arbitrary<string> {
  return fc
    .tuple(directives(), selections({ after: at + 1, deep: 2 }))
    .map(([written, set]) => `fragment F${at} on T ${written} ${set}`);
}

function selections(level: Level): fc.Arbitrary<string> {
  return fc.array(selection(level), { minLength: 1, maxLength: 3 }).map((all) => `{ ${all.join(" ")} }`);
}

function selection(level: Level): fc.Arbitrary<string> {
  const further = { ...level, deep: level.deep - 1 };
  const leaf = field(fc.constant(""));
  const within = level.deep > 0 ? [field(selections(further)), inline(further)] : [];
  const spread = level.after < fragments ? [spreadAfter(level.after)] : [];
  return fc.oneof(leaf, ...within, ...spread);
}

function field(set: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const alias = fc.constantFrom("", "x: ");
  const name = fc.constantFrom("a", "b", "c");
  return fc.tuple(alias, name, directives(), set).map((parts) => parts.join(" "));
}

function inline(level: Level): fc.Arbitrary<string> {
  return fc.tuple(directives(), selections(level)).map(([written, set]) => `... on T ${written} ${set}`);
}

function spreadAfter(first: number): fc.Arbitrary<string> {
  const at = fc.integer({ min: first, max: fragments - 1 });
  return fc.tuple(at, directives()).map(([number, written]) => `...F${number} ${written}`);
}

function directives(): fc.Arbitrary<string> {
  return fc.constantFrom("", "", "@d", "@d @e(x: 1)");
}
