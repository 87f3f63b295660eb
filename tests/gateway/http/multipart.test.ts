import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Hub } from "../../../gateway/hub.ts";
import { send } from "../../support/raw-http.ts";
import { serveHub, subgraphOf } from "../../support/test-hub.ts";

const towns = subgraphOf("towns", `type Query { town: Town } type Town @key(fields: "id") { id: ID! name: String }`, {
  Query: { town: () => ({ id: "1", name: "Himi" }) },
});
const weather = subgraphOf("weather", `type Town @key(fields: "id") { id: ID! rain: Int secret: Int }`, {
  Town: {
    rain: () => 12,
    secret: () => {
      throw new Error("password 1234");
    },
  },
});

let hub: Hub;

beforeAll(async () => {
  hub = await serveHub([towns, weather]);
});

const ask = (accept: string, query = `{ town { name ... @defer(label: "later") { rain } } }`) =>
  send(hub.url, { headers: { "content-type": "application/json", accept }, body: JSON.stringify({ query }) });

describe("an operation with @defer over HTTP", () => {
  test("comes in parts to a client of Apollo's", async () => {
    const { status, headers, body } = await ask("multipart/mixed;deferSpec=20220824,application/json");

    expect([status, headers["content-type"]]).toEqual([200, 'multipart/mixed; boundary="-"; deferSpec=20220824']);
    expect(partsOf(body)).toEqual([
      { hasNext: true, data: { town: { name: "Himi" } } },
      { hasNext: false, incremental: [{ label: "later", path: ["town"], data: { rain: 12 } }] },
    ]);
    expect(body.endsWith("-----\r\n")).toBe(true);
  });

  test.each(["application/json", "application/graphql-response+json", "*/*", "multipart/mixed;q=0.5,application/json"])(
    "is one answer to a client that accepts %s",
    async (accept) => {
      const { status, body } = await ask(accept);

      expect([status, JSON.parse(body)]).toEqual([200, { data: { town: { name: "Himi", rain: 12 } } }]);
    },
  );

  test("says nothing in a part that it would not say in the whole", async () => {
    const { body } = await ask("multipart/mixed;deferSpec=20220824", "{ town { ... @defer { secret } } }");

    const [, later] = partsOf(body);
    expect(later).toMatchObject({ incremental: [{ data: { secret: null }, errors: [{ path: ["town", "secret"] }] }] });
    expect(body).not.toContain("1234");
  });
});

function partsOf(body: string): unknown[] {
  const parts = body.split(/\r\n---(?:--)?\r\n/).filter((part) => part.includes("{"));
  return parts.map((part) => JSON.parse(part.slice(part.indexOf("{"))));
}
