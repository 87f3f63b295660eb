import { describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { openedRules } from "../../../gateway/registry/check/opened-rules.ts";
import type { RememberedRules } from "../../../gateway/registry/check/proposal.ts";

const link = (imports: string, url = "https://specs.apollo.dev/federation/v2.9") =>
  `extend schema @link(url: "${url}", import: [${imports}])`;
const standard = link('"@key", "@authenticated", "@requiresScopes", "@policy"');
const sdl = (rest: string, head = standard) => `${head}\n${rest}`;
const closed = sdl("type Query { payroll: Payroll } type Payroll { salary: Int @authenticated name: String }");
const open = sdl("type Query { payroll: Payroll } type Payroll { salary: Int name: String }");
const without = sdl("type Query { weather: String }");

const published = (name: string, text: string) => ({ name, url: "http://127.0.0.1:1/graphql", sdl: text });
const memory = (coordinate: string, ...rules: string[]): RememberedRules => ({ subgraph: "staff", coordinate, rules });
const remembered = [memory("Payroll.salary", "@authenticated")];

interface Case {
  readonly name?: string;
  readonly proposed?: string;
  readonly now?: readonly ReturnType<typeof published>[];
  readonly past?: readonly RememberedRules[];
}

const opened = ({ name = "staff", proposed, now = [], past = remembered }: Case) =>
  openedRules({ name, proposed: proposed ? parse(proposed) : undefined, published: now, remembered: past }).map(
    ({ coordinate, awaits }) => `${coordinate} → ${awaits}`,
  );

describe("an access rule", () => {
  test.each<[string, Case]>([
    ["is taken off a field that is served", { proposed: open, now: [published("staff", closed)], past: [] }],
    ["is missing where its field comes back after a deletion", { proposed: open }],
    ["is missing where its field comes back after it was out", { proposed: open, now: [published("staff", without)] }],
    [
      "is replaced by a directive of the department's own",
      {
        proposed: sdl("directive @a on FIELD_DEFINITION type Payroll { salary: Int @a }", link('"@key"')),
      },
    ],
    ["is another one than it was", { proposed: sdl('type Payroll { salary: Int @policy(policies: [["anybody"]]) }') }],
    [
      "is missing in the part of a type that another file extends",
      { proposed: sdl("type Query { a: Int } extend type Payroll { salary: Int }") },
    ],
    [
      "was left to another subgraph that has none",
      { proposed: without, now: [published("staff", closed), published("sea", open)], past: [] },
    ],
    [
      "would go with its subgraph, while another serves the place",
      { now: [published("staff", closed), published("sea", open)], past: [] },
    ],
    [
      "is missing where another subgraph begins to serve what its owner has left",
      { name: "sea", proposed: open, now: [published("staff", without)] },
    ],
    [
      "is missing where its root field comes back under another name of the root type",
      {
        proposed: `schema { query: Asking } type Asking { payroll: Int }`,
        past: [{ subgraph: "staff", coordinate: "Query.payroll", rules: ["@authenticated"] }],
      },
    ],
  ])("waits for its owner where it %s", (_, change) => {
    expect(opened(change)).toEqual([expect.stringMatching(/^(?:Payroll\.salary|Query\.payroll) → staff$/)]);
  });

  test.each<[string, Case]>([
    ["comes back with its place", { proposed: closed }],
    [
      "goes with a place that nobody serves any more",
      { proposed: without, now: [published("staff", closed)], past: [] },
    ],
    ["goes with its subgraph", { now: [published("staff", closed)], past: [] }],
    ["was taken off with an approval since then", { proposed: open, now: [published("staff", open)] }],
    [
      "is imported under another name",
      { proposed: sdl("type Payroll { salary: Int @a }", link('{name: "@authenticated", as: "@a"}')) },
    ],
    [
      "is written with the specification's name",
      { proposed: sdl("type Payroll { salary: Int @f__authenticated }", `${link("").replace(")", ', as: "f")')}`) },
    ],
    [
      "stands under an address of the specification with a query",
      {
        proposed: sdl(
          "type Payroll { salary: Int @a }",
          link('{name: "@authenticated", as: "@a"}', "https://specs.apollo.dev/federation/v2.9?x=1"),
        ),
      },
    ],
    [
      "stands in the subgraph that still serves it, beside another",
      { name: "sea", proposed: open, now: [published("staff", closed)], past: [] },
    ],
    [
      "was never at the place that another subgraph changes",
      { name: "sea", proposed: sdl("type Payroll { bonus: Int }"), now: [published("staff", without)] },
    ],
  ])("asks nobody where it %s", (_, change) => {
    expect(opened(change)).toEqual([]);
  });
});
