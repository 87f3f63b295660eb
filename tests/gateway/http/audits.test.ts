import { beforeAll, describe, expect, test } from "@jest/globals";
import { serverAudits } from "graphql-http";
import { post, send } from "../../support/raw-http.ts";
import { startSmallHub } from "../../support/small-hub.ts";

let url = "";

/** What the specification leaves open and the hub declines: any web page can send a GET without asking first. */
const declined = [
  "MAY accept application/x-www-form-urlencoded formatted GET requests",
  "MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json",
  "MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json",
];

const audits = serverAudits({ url: () => `${url}/graphql`, fetchFn: fetch });
const kept = audits.filter(({ name }) => !declined.includes(name));

beforeAll(async () => {
  const sdl = "type Query { town: String } type Mutation { rename: String }";
  const hub = await startSmallHub({ towns: { sdl, resolvers: { Query: { town: () => "Himi" } } } });
  url = hub.url;
});

describe("GraphQL over HTTP", () => {
  test.each(kept.map((audit) => [audit.name, audit] as const))("%s", async (_, audit) => {
    const { status } = await audit.fn();

    expect(status).toBe("ok");
  });

  test("is audited in every MUST and SHOULD", () => {
    const count = (word: string) => kept.filter(({ name }) => name.startsWith(`${word} `)).length;

    expect({ must: count("MUST"), should: count("SHOULD"), all: audits.length }).toEqual({
      must: 13,
      should: 23,
      all: 61,
    });
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])(
    "takes no request as %s, which any web page can send",
    async (type) => {
      const body = JSON.stringify({ query: "{ town }" });

      const { status } = await send(url, { headers: { "content-type": type }, body });

      expect(status).toBe(400);
    },
  );

  test("takes a GET that says it is no web page's", async () => {
    const path = `/graphql?query=${encodeURIComponent("{ town }")}`;

    const answer = await send(url, { method: "GET", path, headers: { "apollo-require-preflight": "1" } });

    expect(JSON.parse(answer.body)).toEqual({ data: { town: "Himi" } });
  });

  test("never changes anything on a GET", async () => {
    const path = `/graphql?query=${encodeURIComponent("mutation { rename }")}`;

    const answer = await send(url, { method: "GET", path, headers: { "apollo-require-preflight": "1" } });

    expect(answer).toMatchObject({ status: 405, headers: { allow: "POST" } });
  });

  test("runs no list of requests", async () => {
    const { status } = await post(url, [{ query: "{ town }" }]);

    expect(status).toBe(400);
  });
});
