import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createIdentity, publicIdentity } from "#kit/identity/identity.ts";
import { signerFor } from "#kit/identity/sign-call.ts";
import type { Listening } from "#kit/server/listen.ts";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import { headersIn } from "../../../gateway/access/payroll.ts";
import { ask } from "../../../support/ask.ts";
import { post } from "../../../support/raw-http.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { serveHub, subgraphOf, testConfig } from "../../../support/test-hub.ts";

const note = { __typename: "Note", id: "1", name: "Budget", draft: "in the making", sheets: 3 };

/** Seen by members only: some of it is answered by the catalog as well. */
const notes = () =>
  subgraphOf(
    "notes",
    `type Note @key(fields: "id") { id: ID! name: String @shareable draft: String }
     type Sheet @key(fields: "id") { id: ID! text: String }
     type Query { note: Note sheet: Sheet title: String @shareable }`,
    {
      Note: { __resolveReference: () => note },
      Sheet: { __resolveReference: (sheet: object) => ({ ...sheet, text: "in the making" }) },
      Query: { note: () => note, sheet: () => ({ id: "1", text: "in the making" }), title: () => "Notes" },
    } as never,
  );

const catalog = () =>
  subgraphOf(
    "catalog",
    `type Note @key(fields: "id") { id: ID! name: String @shareable draft: String @external length: Int @requires(fields: "draft") }
     type Query { entry: Note title: String @shareable }`,
    {
      Note: { length: ({ draft }: { draft: string }) => draft.length },
      Query: { entry: () => note, title: () => "Notes" },
    } as never,
  );

const policy = path.join(temporaryFolder(), "policy.yaml");
writeFileSync(
  policy,
  "defaults: { public: [catalog], portal: [catalog], member: all, approver: all, auditor: all, operator: all }",
);

const subgraphKeys = new Map([
  ["notes", ["n".repeat(32)]],
  ["catalog", ["c".repeat(32)]],
]);
const sign = signerFor(subgraphKeys, "notes");
const portal = createIdentity({ subject: "p", roles: ["portal"] });
const member = createIdentity({ subject: "m", roles: ["member"], department: "welfare" });

const served: Listening[] = [];

beforeAll(async () => {
  for (const subgraph of [notes(), catalog()])
    served.push(await serveSubgraph(subgraph, testConfig({ mode: "production", subgraphKeys, policy })));
});

afterAll(async () => {
  for (const each of served) await each.close();
});

async function askNotes(query: string, identity: typeof portal) {
  const headers = sign(JSON.stringify({ query }), { identity, mayWrite: true });
  return JSON.parse((await post(served[0]?.url ?? "", { query }, headers)).body);
}

const entity = (type: string, field: string) =>
  `{ _entities(representations: [{ __typename: "${type}", id: "1" }]) { __typename ... on ${type} { ${field} } } }`;

const own = {
  "a root field": "{ note { id } }",
  "a field of an entity": entity("Note", "draft"),
  "a reference to an entity of its own": entity("Sheet", "id"),
};

describe("a subgraph that the policy shows to members only", () => {
  describe.each(Object.entries(own))("keeps %s", (_, query) => {
    test.each([
      ["the public", publicIdentity],
      ["a portal", portal],
    ])("from %s, whoever let the question through", async (_, identity) => {
      const answer = await askNotes(query, identity);

      expect(answer.errors[0].extensions.code).toBe("FORBIDDEN_FIELD");
      expect(JSON.stringify(answer)).not.toContain("in the making");
    });

    test("for a member", async () => {
      expect((await askNotes(query, member)).errors).toBeUndefined();
    });
  });

  test("answers everybody what others answer too, and the gateway what it publishes", async () => {
    expect(await askNotes(entity("Note", "id name"), publicIdentity)).toEqual({
      data: { _entities: [{ __typename: "Note", id: "1", name: "Budget" }] },
    });
    expect(await askNotes("{ title }", publicIdentity)).toEqual({ data: { title: "Notes" } });
    expect((await askNotes("{ _service { sdl } }", publicIdentity)).data._service.sdl).toContain("type Note");
  });
});

describe("a gateway before it", () => {
  const start = async () => {
    const dataFolder = temporaryFolder();
    const elsewhere = ["notes", "catalog"].map((name, index) => ({ name, url: `${served[index]?.url}/graphql` }));
    const hub = await serveHub([], { dataFolder, subgraphKeys, policy }, elsewhere);
    return { hub, headers: await headersIn(dataFolder) };
  };

  test("lets through what the subgraph answers, and no copy of what it keeps", async () => {
    const { hub, headers } = await start();
    const asked = (field: string, who: "portal" | "member") =>
      ask(hub.url, `{ entry { ${field} } title }`, {}, headers[who]);

    expect((await asked("id name", "portal")).data).toEqual({ entry: { id: "1", name: "Budget" }, title: "Notes" });
    for (const field of ["draft", "length"]) expect((await asked(field, "portal")).status).toBe(403);
    expect((await asked("draft length", "member")).data).toEqual({
      entry: { draft: "in the making", length: 13 },
      title: "Notes",
    });
  });
});
