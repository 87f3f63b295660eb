/** What hostile callers send: documents and bodies, each with what it must be answered. */
import { getIntrospectionQuery } from "graphql";
import type { RawRequest } from "../../support/raw-http.ts";

export interface HostileRequest {
  readonly name: string;
  readonly request: RawRequest;
  /** Another each time, for what a hub might keep of each. */
  readonly another?: (at: number) => RawRequest;
  /** Codes of the errors that it may be refused with; none where it is answered rightly. */
  readonly codes: readonly string[];
}

const json = { "content-type": "application/json" };

function sent(name: string, body: string | Buffer, codes: readonly string[], headers: RawRequest["headers"] = json) {
  return { name, request: { headers, body, agent: false }, codes } as const;
}

function asked(name: string, query: string, codes: readonly string[], variables?: unknown): HostileRequest {
  return sent(name, JSON.stringify({ query, ...(variables === undefined ? {} : { variables }) }), codes);
}

function askedAnew(name: string, write: (at: number) => string, codes: readonly string[]): HostileRequest {
  const requestOf = (at: number) => asked(name, write(at), codes).request;
  return { name, request: requestOf(0), another: requestOf, codes };
}

function times(many: number, write: (at: number) => string): string {
  return Array.from({ length: many }, (_, at) => write(at)).join(" ");
}

const parse = ["GRAPHQL_PARSE_FAILED"];
const validation = ["GRAPHQL_VALIDATION_FAILED"];
const request = ["BAD_REQUEST"];
const value = ["BAD_USER_INPUT"];
const answered: readonly string[] = [];

function doubling(steps: number, write: (next: string) => string): string {
  const fragments = times(steps, (at) => `fragment F${at} on Measure { ${write(`...F${at + 1}`)} }`);
  return `{ measures { nodes { ...F0 } } } ${fragments} fragment F${steps} on Measure { name { ja } }`;
}

const documents: readonly HostileRequest[] = [
  asked("fields 13 deep", `{ measures ${"{ nodes ".repeat(11)} { id } ${"}".repeat(11)} }`, ["DOCUMENT_TOO_DEEP"]),
  asked("braces without end", "{".repeat(1400), parse),
  asked("braces over the limit of tokens", "{".repeat(100_000), ["DOCUMENT_TOO_LONG"]),
  asked("a list value 1,400 deep", `{ nodes(ids: ${"[".repeat(700)}${"]".repeat(700)}) { id } }`, [
    ...validation,
    ...value,
  ]),
  asked("a type 700 deep", `query ($v: ${"[".repeat(700)}ID${"]".repeat(700)}) { nodes(ids: $v) { id } }`, validation),
  asked("inline fragments 290 deep", `${"{ ... on Query ".repeat(290)} { __typename } ${"}".repeat(290)}`, answered),
  asked("2,000 fields", `{ ${"a ".repeat(2000)} }`, ["DOCUMENT_TOO_LONG"]),
  asked("1,400 times one field", `{ measures { ${"totalCount ".repeat(1400)} } }`, ["TOO_MANY_FIELDS"]),
  asked("990 times one field", `{ measures { ${"totalCount ".repeat(990)} } }`, validation),
  asked(
    "900 fields that may not merge",
    `{ measures { ${times(20, () => `nodes { ${times(45, () => "id")} }`)} } }`,
    validation,
  ),
  asked(
    "31 aliases",
    `{ ${times(10, (at) => `a${at}: __typename`)} measures { ${times(21, (at) => `b${at}: totalCount`)} } }`,
    ["TOO_MANY_ALIASES"],
  ),
  asked("200 aliases of one list", `{ ${times(200, (at) => `a${at}: measures(first: 100) { totalCount }`)} }`, [
    "TOO_MANY_ROOT_FIELDS",
    "DOCUMENT_TOO_LONG",
  ]),
  asked("21 root fields", `{ ${"__typename ".repeat(21)} }`, ["TOO_MANY_ROOT_FIELDS"]),
  asked("400 directives on a field", `{ __typename ${"@skip(if: false) ".repeat(150)} }`, ["TOO_MANY_DIRECTIVES"]),
  asked("directives that nobody knows", `{ __typename ${"@a ".repeat(700)} }`, ["TOO_MANY_DIRECTIVES"]),
  asked(
    "directives in a fragment that nobody spreads",
    `{ __typename } fragment F on Query { a ${"@a ".repeat(31)} }`,
    ["TOO_MANY_DIRECTIVES"],
  ),
  asked(
    "fragments that double 20 times",
    doubling(20, (next) => `${next} ${next}`),
    ["TOO_MANY_FIELDS"],
  ),
  asked(
    "fragments that double 100 times",
    doubling(100, (next) => `${next} ${next}`),
    ["TOO_MANY_FIELDS"],
  ),
  asked(
    "fragments that double in fields",
    doubling(10, (next) => `ownerUnit { name { ja } } ${next} ${next}`),
    ["TOO_MANY_FIELDS"],
  ),
  asked(
    "fragments of fragments 200 long",
    doubling(150, (next) => next),
    answered,
  ),
  asked("a fragment in itself", "{ ...A } fragment A on Query { ...A }", ["FRAGMENTS_CIRCULAR"]),
  asked(
    "a ring of fragments",
    "{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }",
    ["FRAGMENTS_CIRCULAR"],
  ),
  asked("fragments of one name", "{ ...A } fragment A on Query { __typename } fragment A on Query { ...A }", [
    "FRAGMENTS_CIRCULAR",
    ...validation,
  ]),
  asked("a page of 1,000,000", "{ measures(first: 1000000) { totalCount } }", ["PAGE_TOO_LARGE"]),
  asked("a page of a number beyond Int", "{ measures(first: 99999999999) { totalCount } }", validation),
  asked("a page of a number beyond everything", `{ measures(first: 1${"0".repeat(400)}) { totalCount } }`, validation),
  asked("a page by a variable", "query ($n: Int) { measures(first: $n) { totalCount } }", ["PAGE_TOO_LARGE"], {
    n: 5000,
  }),
  asked("a page of less than nothing", "{ measures(first: -1) { totalCount } }", ["PAGE_ARGUMENTS_INVALID"]),
  asked(
    "lists within lists",
    "{ measures(first: 100) { nodes { budgets { source { url } } relations { measure { budgets { amount } relations { measure { budgets { amount } } } } } } } }",
    ["COST_TOO_HIGH", ...validation],
  ),
  asked(
    "lists beside lists",
    `{ ${times(10, (at) => `a${at}: measures(first: 100) { nodes { areas { name { ja } } targetGroups { name { ja } } sources { url } } }`)} }`,
    ["COST_TOO_HIGH"],
  ),
  asked(
    "introspection within introspection",
    `{ __schema { types { ${"fields { type { ".repeat(3)} name ${"} }".repeat(3)} } } }`,
    ["INTROSPECTION_TOO_LARGE", ...validation],
  ),
  asked(
    "the whole schema three times",
    getIntrospectionQuery().replace("types {", "types { ...FullType } b: types { ...FullType } c: types {"),
    ["INTROSPECTION_TOO_LARGE"],
  ),
  asked("a string of 200,000 signs", `{ measures(search: "${"あ".repeat(60_000)}") { totalCount } }`, answered),
  asked("a comment of 200,000 signs", `{ __typename } #${"x".repeat(200_000)}`, answered),
  askedAnew(
    "a comment of 200,000 signs, another each time",
    (at) => `{ __typename } #${at}${"x".repeat(200_000)}`,
    answered,
  ),
  askedAnew(
    "a string of 60,000 signs, another each time",
    (at) => `{ measures(search: "${at}${"あ".repeat(60_000)}") { totalCount } }`,
    answered,
  ),
  askedAnew(
    "a name of 100,000 signs, another each time",
    (at) => `{ a${at}${"x".repeat(100_000)}: __typename }`,
    answered,
  ),
  asked("200,000 commas", `{ __typename${",".repeat(200_000)} }`, answered),
  asked("a name of 100,000 signs", `{ ${"x".repeat(100_000)} }`, validation),
  asked("a number of 100,000 digits", `{ measures(first: ${"9".repeat(100_000)}) { totalCount } }`, validation),
  asked("an unclosed string", `{ measures(search: "`, parse),
  asked("a block string of quotes", `{ measures(search: """${'\\"""'.repeat(2000)}""") { totalCount } }`, answered),
  asked("escapes of half a pair", '{ measures(search: "\\uD83D") { totalCount } }', parse),
  asked("a NUL", "{ __typename \u0000 }", parse),
  asked("a BOM before the document", "\uFEFF{ __typename }", answered),
  asked("signs that turn the line around", "{ \u202E__typename }", parse),
  asked("names of JavaScript's own", "{ constructor toString hasOwnProperty }", validation),
  asked("__proto__ as a name", "{ __proto__: __typename }", answered),
  asked(
    "__proto__ as a fragment and an operation",
    "query __proto__ { ...constructor } fragment constructor on Query { __typename }",
    answered,
  ),
  asked("two operations of one name", "query A { __typename } query A { __typename }", validation),
  asked(
    "100 operations",
    times(100, (at) => `query Q${at} { __typename }`),
    ["OPERATION_RESOLUTION_FAILURE"],
  ),
  asked("a schema in place of a question", 'type Query { a: Int } extend schema @link(url: "x")', validation),
  asked(
    "_entities",
    '{ _entities(representations: [{ __typename: "WelfareMeasure", id: "1" }]) { __typename } }',
    validation,
  ),
  asked("_service", "{ _service { sdl } }", validation),
  asked("fields kept from clients", "{ owner { name { ja } } changes { last } }", validation),
  asked("a cursor of somebody's own making", '{ measures(after: "eyJhIjoxfQ") { totalCount } }', ["CURSOR_INVALID"]),
  asked("SQL for a search", `{ measures(search: "'; DROP TABLE records; --") { totalCount } }`, answered),
  asked("SQL for an id", `{ measure(id: "1' OR '1'='1") { id } }`, answered),
  asked("a date that is none", '{ measures(asOf: "0000-99-99T99:99:99Z") { totalCount } }', [...validation, ...value]),
];

const bodies: readonly HostileRequest[] = [
  sent("nothing", "", request),
  sent("half a body", '{"query": "{ __typename', request),
  sent("no JSON", "query=%7B__typename%7D", request),
  sent("null", "null", request),
  sent("a number", "1e999", request),
  sent("a list of operations", JSON.stringify([{ query: "{ __typename }" }, { query: "{ __typename }" }]), request),
  sent("an empty object", "{}", request),
  sent("a query that is an object", '{"query": {"kind": "Document", "definitions": []}}', request),
  sent("a query that is a list", '{"query": ["{ __typename }"]}', request),
  sent("a query given twice", '{"query": "{ a }", "query": "{ __typename }"}', answered),
  sent("variables that are a text", '{"query": "{ __typename }", "variables": "{}"}', request),
  sent("variables that are a list", '{"query": "{ __typename }", "variables": [1]}', request),
  sent("extensions that are a number", '{"query": "{ __typename }", "extensions": 1}', request),
  sent("an operation name that is an object", '{"query": "{ __typename }", "operationName": {}}', request),
  sent("__proto__ in the body", '{"query": "{ __typename }", "__proto__": {"polluted": true}}', answered),
  sent(
    "constructor in the variables",
    '{"query": "{ __typename }", "variables": {"constructor": {"prototype": {"polluted": 1}}}}',
    answered,
  ),
  sent(
    "variables 1,000 deep",
    `{"query": "{ __typename }", "variables": {"a": ${"[".repeat(1000)}${"]".repeat(1000)}}}`,
    ["VARIABLES_TOO_DEEP"],
  ),
  sent(
    "variables 100,000 deep",
    `{"query": "{ __typename }", "variables": {"a": ${"[".repeat(100_000)}${"]".repeat(100_000)}}}`,
    ["VARIABLES_TOO_DEEP", ...request],
  ),
  sent("variables of 100 KiB", JSON.stringify({ query: "{ __typename }", variables: { a: "x".repeat(102_400) } }), [
    "VARIABLES_TOO_LARGE",
  ]),
  sent(
    "10,000 variables",
    JSON.stringify({
      query: "{ __typename }",
      variables: Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`v${at}`, at])),
    }),
    ["VARIABLES_TOO_LARGE"],
  ),
  sent(
    "extensions 50,000 deep",
    `{"query": "{ __typename }", "extensions": {"a": ${"[".repeat(50_000)}${"]".repeat(50_000)}}}`,
    answered,
  ),
  sent(
    "a variable of the hub's own names",
    JSON.stringify({
      query: "query ($representations: Int) { measures(first: $representations) { totalCount } }",
      variables: { representations: 1 },
    }),
    answered,
  ),
  sent("300 KiB", `{"query": "{ __typename }", "a": "${"x".repeat(300 * 1024)}"}`, ["BODY_TOO_LARGE"]),
  sent("bytes that are no UTF-8", Buffer.from([0x7b, 0xff, 0xfe, 0x80, 0x7d]), request),
  sent(
    "a document of bytes that are no UTF-8",
    Buffer.concat([Buffer.from('{"query":"{ __typename } # '), Buffer.from([0xff, 0xc0]), Buffer.from('"}')]),
    answered,
  ),
  sent(
    "half a pair in a value",
    '{"query": "query ($s: String) { measures(search: $s) { totalCount } }", "variables": {"s": "\\ud83d"}}',
    answered,
  ),
  sent(
    "NUL in a value",
    '{"query": "query ($s: String) { measures(search: $s) { totalCount } }", "variables": {"s": "\\u0000a"}}',
    answered,
  ),
  sent("a BOM before the body", '\uFEFF{"query": "{ __typename }"}', [...request]),
  sent("UTF-16", Buffer.from('{"query":"{ __typename }"}', "utf16le"), ["CHARSET_UNSUPPORTED"], {
    "content-type": "application/json; charset=utf-16",
  }),
  sent("Shift_JIS by name", '{"query":"{ __typename }"}', ["CHARSET_UNSUPPORTED"], {
    "content-type": "application/json; charset=Shift_JIS",
  }),
  sent("UTF-7 by name", '{"query":"{ __typename }"}', ["CHARSET_UNSUPPORTED"], {
    "content-type": 'application/json; charset="utf-7"',
  }),
  sent(
    "a persisted query of a hash that is none",
    '{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "__proto__"}}}',
    ["PERSISTED_QUERY_NOT_FOUND"],
  ),
  sent(
    "a persisted query under another's hash",
    JSON.stringify({
      query: "{ __typename }",
      extensions: { persistedQuery: { version: 1, sha256Hash: "0".repeat(64) } },
    }),
    ["DOCUMENT_HASH_WRONG"],
  ),
  sent("a document id of JavaScript's own", '{"documentId": "constructor"}', ["DOCUMENT_UNKNOWN"]),
  ...[
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/graphql",
    "text/html",
    "",
    "application/json5",
    "a/b/c;;=",
  ].map((type) =>
    sent(`the type "${type}"`, '{"query":"{ __typename }"}', request, type === "" ? {} : { "content-type": type }),
  ),
];

const mutation = 'mutation { withdrawWelfareMeasure(input: { id: "1", version: 1 }) { userErrors { code } } }';
const search = (query: string) => `/graphql?${new URLSearchParams({ query })}`;

const addresses: readonly HostileRequest[] = [
  {
    name: "a GET without a header that pages cannot set",
    request: { method: "GET", path: search("{ __typename }") },
    codes: request,
  },
  {
    name: "a change in a GET",
    request: { method: "GET", path: search(mutation), headers: { "apollo-require-preflight": "1" } },
    codes: request,
  },
  {
    name: "a query given twice in a GET",
    request: {
      method: "GET",
      path: `${search("{ __typename }")}&query=x`,
      headers: { "apollo-require-preflight": "1" },
    },
    codes: request,
  },
  {
    name: "variables of a GET that are no JSON",
    request: {
      method: "GET",
      path: `${search("{ __typename }")}&variables={`,
      headers: { "apollo-require-preflight": "1" },
    },
    codes: request,
  },
  {
    name: "per cent signs that encode nothing",
    request: {
      method: "GET",
      path: "/graphql?query=%E0%A4%A&variables=%",
      headers: { "apollo-require-preflight": "1" },
    },
    codes: [...request, ...parse],
  },
  { name: "a path upwards", request: { method: "GET", path: "/graphiql/../../../etc/passwd" }, codes: ["NOT_FOUND"] },
  {
    name: "a path upwards, encoded",
    request: { method: "GET", path: "/graphiql/%2e%2e%2f%2e%2e%2fetc/passwd" },
    codes: ["NOT_FOUND"],
  },
  { name: "a path of JavaScript's own", request: { method: "GET", path: "/__proto__" }, codes: ["NOT_FOUND"] },
  { name: "another method", request: { method: "PUT", headers: json, body: "{}", agent: false }, codes: request },
];

export const hostileRequests = { documents, bodies, addresses } as const;
