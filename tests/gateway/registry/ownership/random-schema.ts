/** Schemas that a department might publish to reach what is not its own: one to three attempts, in any spelling. */
import fc from "fast-check";
import { completeSdl } from "#kit/contract/complete-sdl.ts";
import { departmentNames, departmentRootSdl } from "#kit/contract/department-sdl.ts";

/** A department of the kit with something of its own beside its records. */
export function department(name: string, prefix: string): string {
  return completeSdl(
    `type ${prefix}Measure implements Measure { beds: Int @shareable place: ${prefix}Place kind: ${prefix}Kind }
     type ${prefix}Desk implements TalentResource { free: Boolean }
     type ${prefix}Place @key(fields: "id") { id: ID! rooms: Int @shareable }
     enum ${prefix}Kind { A B } union ${prefix}Any = ${prefix}Place | ${prefix}Desk input ${prefix}Filter { a: Int b: Int }
     input ${prefix}MeasureDetailsInput { beds: Int } input ${prefix}TalentResourceDetailsInput { free: Boolean }
     extend type Query { ${prefix.toLowerCase()}Any(filter: ${prefix}Filter): [${prefix}Any] }`,
    departmentRootSdl(departmentNames(name, name)),
  );
}

const marks = {
  authenticated: "",
  policy: '(policies: [["nobody"]])',
  requiresScopes: '(scopes: [["nobody"]])',
  cost: "(weight: 4000)",
  listSize: "(assumedSize: 100000)",
  tag: '(name: "internal")',
  inaccessible: "",
  deprecated: '(reason: "gone")',
} as const;

const mark = fc.constantFrom(...Object.entries(marks)).map(([name, given]) => `@${name}${given}`);
const maybe = fc.oneof({ arbitrary: fc.constant(""), weight: 2 }, { arbitrary: mark, weight: 1 });

/** One attempt each; the first word of a directive is federation's name, spelled anew below. */
const attempts = fc.oneof(
  fc
    .tuple(maybe, maybe, fc.constantFrom("String!", "String", "String! @external"))
    .map(
      ([type, field, ja]) =>
        `type LocalizedText @shareable ${type} { ja: ${ja} ${field} en: String } extend type Query { words: LocalizedText }`,
    ),
  fc
    .tuple(maybe, maybe, fc.constantFrom("", "EXTRA"))
    .map(
      ([type, value, more]) =>
        `enum Pillar ${type} { SECURING ${value} WORKSTYLE DEVELOPMENT LABOR_SAVING ${more} } extend type Query { pillar: Pillar }`,
    ),
  fc
    .tuple(maybe, maybe, fc.constantFrom("Int!", "Int"))
    .map(
      ([type, field, year]) =>
        `type FiscalYear @shareable ${type} { year: ${year} ${field} } extend type Query { years: FiscalYear }`,
    ),
  fc.tuple(maybe).map(([type]) => `scalar Yen ${type} extend type Query { yen: Yen }`),
  fc
    .tuple(
      fc.constantFrom("Measure", "TalentResource"),
      fc.constantFrom("code: String! @shareable", "tilled: Int", "version: Int! @shareable"),
      maybe,
    )
    .map(([name, field, type]) => `type ${name} @key(fields: "id") @interfaceObject ${type} { id: ID! ${field} }`),
  fc
    .tuple(
      fc.constantFrom("WelfarePlace", "WelfareMeasure"),
      fc.constantFrom(
        "code: String! @shareable",
        "rooms: Int @shareable",
        'rooms: Int @override(from: "welfare")',
        'beds: Int @override(from: "welfare")',
        "gardens: Int",
        "beds: Int @shareable",
      ),
      maybe,
    )
    .map(([name, field, extra]) => `type ${name} @key(fields: "id") { id: ID! ${field} ${extra} }`),
  fc
    .tuple(fc.constantFrom("WelfarePlace", "WelfareMeasure"), fc.constantFrom("rooms", "beds"))
    .map(
      ([name, field]) =>
        `type ${name} @key(fields: "id") { id: ID! ${field}: Int @external } extend type Query { passing: ${name} @provides(fields: "${field}") }`,
    ),
  fc.tuple(maybe, maybe).map(([type, value]) => `enum WelfareKind ${type} { A B ${value} }`),
  fc.constantFrom(
    "enum WelfareKind { A }",
    "enum WelfareKind { A B C }",
    "input WelfareFilter { a: Int }",
    "union WelfareAny = AcresBarn type AcresBarn { hay: Int }",
  ),
  fc
    .tuple(fc.constantFrom("Query", "Mutation"), mark)
    .map(([name, given]) => `extend type ${name} ${given} { more: Int }`),
  fc
    .tuple(maybe, maybe)
    .map(([type, field]) => `type AcresShed ${type} { tools: Int ${field} } extend type Query { sheds: [AcresShed] }`),
  fc.tuple(maybe).map(([field]) => `extend type Query { herds: Int ${field} }`),
);

/** The department's own text without anything that the kit's link would say twice. */
const whole = department("acres", "Acres");
const tiny = "type Query { acre: Int }";

const own = fc.oneof(
  { arbitrary: fc.constant(tiny), weight: 4 },
  {
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          "name: LocalizedText! @shareable",
          "code: String! @shareable",
          "type AcresMeasure implements Node & Measure",
        ),
        mark,
      )
      .map(([place, given]) => marked(withoutLink(whole), place, given)),
    weight: 1,
  },
  { arbitrary: fc.constant(withoutLink(whole)), weight: 1 },
);

function withoutLink(sdl: string): string {
  return sdl.slice(sdl.indexOf(")", sdl.indexOf("import:")) + 1);
}

/** The place lies in the department's own record, which the kit writes after the contract's types. */
function marked(sdl: string, place: string, given: string): string {
  const start = sdl.indexOf("type AcresMeasure implements");
  const at = sdl.indexOf(place, start) + place.length;
  return `${sdl.slice(0, at)} ${given}${sdl.slice(at)}`;
}

const directives = [
  "key",
  "shareable",
  "external",
  "provides",
  "override",
  "interfaceObject",
  "authenticated",
  "policy",
  "requiresScopes",
  "cost",
  "listSize",
  "tag",
  "inaccessible",
];

/** Both are tried in every run. */
export const honest = schemaOf(tiny, "type AcresShed { tools: Int } extend type Query { sheds: [AcresShed] }");
export const hostile = schemaOf(
  tiny,
  'type Measure @key(fields: "id") @interfaceObject { id: ID! code: String! @shareable }',
);

function schemaOf(...parts: readonly string[]): string {
  const imports = directives.map((name) => `"@${name}"`).join(", ");
  return [`extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])`, ...parts].join(
    "\n",
  );
}

const spellings = {
  plain: { imported: (name: string) => `"@${name}"`, used: (name: string) => `@${name}` },
  renamed: {
    imported: (name: string) => `{ name: "@${name}", as: "@my_${name}" }`,
    used: (name: string) => `@my_${name}`,
  },
  prefixed: { imported: () => "", used: (name: string) => `@federation__${name}` },
} as const;

/** Tags, rules and prices must bear one name in all schemas that compose. */
const renamable = new Set(["key", "shareable", "external", "provides", "override", "interfaceObject"]);

export const schemas: fc.Arbitrary<string> = fc
  .tuple(own, fc.uniqueArray(attempts, { maxLength: 2 }), fc.constantFrom(...Object.values(spellings)))
  .map(([base, more, { imported, used }]) => {
    // The kit's text has the contract's types already.
    const added = base === tiny ? more : more.filter((each) => !/^(type L|type F|enum P|scalar)/.test(each));
    const text = [base, ...added].join("\n");
    const imports = directives
      .map((name) => (renamable.has(name) ? imported(name) : `"@${name}"`))
      .filter((each) => each !== "");
    const spelled = text.replace(/@(\w+)/g, (use, name: string) => (renamable.has(name) ? used(name) : use));
    return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports.join(", ")}])\n${spelled}`;
  });
