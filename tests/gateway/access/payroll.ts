/** A payroll behind every kind of rule, for questions by every way there is to a field. */
import { createHash } from "node:crypto";
import type { TokenRole } from "#kit/identity/identity.ts";
import { issueDevelopmentToken } from "../../../gateway/access/development-token.ts";
import { readConfig } from "../../../gateway/config.ts";
import { subgraphOf } from "../../support/test-hub.ts";

/** What must never leave without leave. */
export const secret = 987_654_321;

const staff = { __typename: "Staff", id: "1", name: "Hanako", dues: 5 };
const vault = { __typename: "Vault", id: "2", name: "Safe" };

const guarded = `
  salary: Int @policy(policies: [["payroll"], ["audit"]])
  bonus: Int @requiresScopes(scopes: [["pay:read", "bonus:read"], ["everything"]])
  phone: Int @authenticated
  grade: Grade
`;

const resolveType = { __resolveType: ({ __typename }: { __typename: string }) => __typename };
const values = {
  salary: () => secret,
  bonus: () => secret,
  phone: () => secret,
  grade: () => "A",
  failing: () => {
    throw new Error(`the salary is ${secret}`);
  },
};
const everyone = () => ({
  nodes: [staff],
  edges: [{ node: staff }],
  totalCount: secret,
  totalSalary: secret,
  facets: { salary: secret, name: 1 },
});

export const payroll = subgraphOf(
  "payroll",
  `
  enum Grade @authenticated { A B }
  enum StaffOrder { NAME SALARY_DESC }
  input Bound { from: Int to: Int }
  input StaffFilter { name: String minSalary: Int all: [StaffFilter!] salary: Bound }
  interface Person { id: ID! name: String salary: Int bonus: Int phone: Int }
  type Staff implements Person @key(fields: "id") { id: ID! name: String ${guarded} boss: Staff failing: Int @policy(policies: [["audit"]]) }
  type Guest implements Person { id: ID! name: String salary: Int bonus: Int phone: Int }
  type Vault @key(fields: "id") @policy(policies: [["audit"]]) { id: ID! name: String }
  union Holder = Staff | Vault
  type StaffFacets { salary: Int name: Int }
  type StaffEdge { node: Staff }
  type StaffConnection { nodes: [Staff] edges: [StaffEdge] totalCount: Int totalSalary: Int facets: StaffFacets }
  type VaultConnection { nodes: [Vault] totalCount: Int }
  type Payload { staff: Staff }
  type Query {
    staff: Staff
    person: Person
    holder: Holder
    node(id: ID!): Person
    everyone(filter: StaffFilter, orderBy: StaffOrder, search: String): StaffConnection
    vaults: VaultConnection
    closed: Int @policy(policies: [["nobody knows"]])
    strange: Int @policy(policies: [[]])
  }
  type Mutation { rename: Payload }
  `,
  {
    Person: resolveType,
    Holder: resolveType,
    Staff: { ...values, boss: () => staff, __resolveReference: () => staff },
    Guest: {},
    Vault: { __resolveReference: () => vault },
    Query: {
      staff: () => staff,
      person: () => staff,
      holder: () => vault,
      node: () => staff,
      everyone,
      vaults: () => ({ nodes: [vault], totalCount: secret }),
      closed: () => secret,
      strange: () => secret,
    },
    Mutation: { rename: () => ({ staff }) },
  } as never,
);

/** Copies what it needs of a salary into a field of its own, and asks for no more leave than composition makes it. */
export const taxes = subgraphOf(
  "taxes",
  `
  type Staff @key(fields: "id") {
    id: ID!
    salary: Int @external
    tax: Int @requires(fields: "salary") @policy(policies: [["payroll"], ["audit"]])
  }
  type Query { taxpayer: Staff }
  `,
  { Staff: { tax: ({ salary }: { salary: number }) => salary }, Query: { taxpayer: () => ({ id: "1" }) } } as never,
);

export type Caller = "public" | TokenRole | "own department" | "scopes" | "one scope";

export const callers: Readonly<Record<Caller, Parameters<typeof issueDevelopmentToken>[0] | undefined>> = {
  public: undefined,
  portal: wanted(["portal"]),
  member: wanted(["member"], "welfare"),
  "own department": wanted(["member"], "payroll"),
  approver: wanted(["approver"], "welfare"),
  auditor: wanted(["auditor"]),
  operator: wanted(["operator"]),
  scopes: wanted(["portal"], undefined, ["bonus:read", "pay:read"]),
  "one scope": wanted(["portal"], undefined, ["bonus:read", "pay:write"]),
};

function wanted(roles: readonly TokenRole[], department?: string, scopes: readonly string[] = []) {
  return { roles, department, scopes, subject: "test", holdsFor: 600 };
}

/** By caller: the headers that show who it is. */
export async function headersIn(
  dataFolder: string,
): Promise<Readonly<Record<Caller, Readonly<Record<string, string>>>>> {
  const entries: [string, Record<string, string>][] = [];
  for (const [name, caller] of Object.entries(callers)) {
    const token = caller && (await issueDevelopmentToken(caller, { ...readConfig({}), dataFolder }));
    entries.push([name, token === undefined ? {} : { authorization: `Bearer ${token}` }]);
  }
  return Object.fromEntries(entries) as Readonly<Record<Caller, Readonly<Record<string, string>>>>;
}

const known: readonly Caller[] = [
  "portal",
  "member",
  "own department",
  "approver",
  "auditor",
  "operator",
  "scopes",
  "one scope",
];

/** By field: who may see it. */
export const seenBy: Readonly<Record<string, readonly Caller[]>> = {
  salary: ["own department", "auditor"],
  bonus: ["scopes"],
  phone: known,
  grade: known,
};

/** Every way to a field of a member of staff. */
export const routes: Readonly<Record<string, (field: string) => string>> = {
  direct: (field) => `{ staff { ${field} } }`,
  alias: (field) => `{ a: staff { name: ${field} } }`,
  "named fragment": (field) => `{ staff { ...F } } fragment F on Staff { ${field} }`,
  "fragment in a fragment": (field) =>
    `{ staff { ...G } } fragment G on Staff { ...F } fragment F on Staff { ${field} }`,
  "inline fragment": (field) => `{ staff { ... { ... on Staff { ${field} } } } }`,
  "sibling fragments": (field) => `{ staff { ... on Staff { x: ${field} } ... on Staff { x: ${field} } } }`,
  "interface type": (field) => `{ person { ... on Staff { ${field} } } }`,
  union: (field) => `{ holder { ... on Staff { ${field} } } }`,
  node: (field) => `{ node(id: "1") { ... on Staff { ${field} } } }`,
  "nested path": (field) => `{ staff { boss { boss { ${field} } } } }`,
  "entity of another subgraph": (field) => `{ taxpayer { ${field} } }`,
  "mutation payload": (field) => `mutation { rename { staff { ${field} } } }`,
  "list of nodes": (field) => `{ everyone { nodes { ${field} } } }`,
  "list of edges": (field) => `{ everyone { edges { node { ${field} } } } }`,
  "include by a variable": (field) => `query ($yes: Boolean = true) { staff { id ${field} @include(if: $yes) } }`,
  "skip by a literal": (field) => `{ staff { id ${field} @skip(if: false) } }`,
};

/** Ways to guess at a salary, or to get a copy of it. */
export const oracles: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  ["a field of an interface", "{ person { salary } }", {}],
  ["a field of an interface in a fragment", "{ node(id: 1) { ... on Person { salary } } }", {}],
  ["a copy by @requires", "{ staff { tax } }", {}],
  ["a copy by @requires where it begins elsewhere", "{ taxpayer { tax } }", {}],
  ["a filter", "{ everyone(filter: { minSalary: 5 }) { nodes { name } } }", {}],
  ["a filter in a filter", "{ everyone(filter: { all: [{ minSalary: 5 }] }) { nodes { name } } }", {}],
  ["a filter by a part", "{ everyone(filter: { salary: { from: 5 } }) { totalCount } }", {}],
  [
    "a filter in a variable",
    "query ($f: StaffFilter) { everyone(filter: $f) { totalCount } }",
    { f: { minSalary: 5 } },
  ],
  [
    "a filter deep in a variable",
    "query ($f: StaffFilter) { everyone(filter: $f) { totalCount } }",
    { f: { all: [{ salary: {} }] } },
  ],
  ["a filter by default", "query ($f: StaffFilter = { minSalary: 5 }) { everyone(filter: $f) { totalCount } }", {}],
  [
    "a part of a filter in a variable",
    "query ($n: Int) { everyone(filter: { minSalary: $n }) { totalCount } }",
    { n: 5 },
  ],
  ["an order", "{ everyone(orderBy: SALARY_DESC) { nodes { name } } }", {}],
  [
    "an order in a variable",
    "query ($o: StaffOrder) { everyone(orderBy: $o) { nodes { name } } }",
    { o: "SALARY_DESC" },
  ],
  ["a sum", "{ everyone { totalSalary } }", {}],
  ["a facet", "{ everyone { facets { salary } } }", {}],
  ["a facet in a fragment", "{ everyone { ...F } } fragment F on StaffConnection { facets { s: salary } }", {}],
];

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
