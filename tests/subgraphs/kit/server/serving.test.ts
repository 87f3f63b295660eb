import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openDepartment } from "#kit/department/open.ts";
import { encodeGlobalId } from "#kit/records/global-id.ts";
import type { Listening } from "#kit/server/listen.ts";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import type { Settings } from "#kit/settings.ts";
import { databases } from "../../../support/databases.ts";
import { departmentNamed } from "../../../support/departments.ts";
import { hangUp, post, type RawResponse, send } from "../../../support/raw-http.ts";
import { sampleMeasure } from "../../../support/sample-records.ts";

const newSettings = () => databases[0].newSettings();

async function serve(more: Partial<Settings> = {}): Promise<Listening> {
  const settings = { ...newSettings(), ...more };
  return serveSubgraph(await openDepartment(departmentNamed("welfare"), settings), settings);
}

const create = (code: string) => ({
  query: `mutation ($input: CreateWelfareMeasureInput!) {
    createWelfareMeasure(input: $input) { measure { code } userErrors { code } }
  }`,
  variables: { input: { measure: sampleMeasure(code) } },
});

const typename = { query: "{ __typename }" };

describe("a subgraph over HTTP", () => {
  let subgraph: Listening;

  beforeAll(async () => {
    subgraph = await serve();
  });

  afterAll(() => subgraph.close());

  test("answers a query sent as JSON", async () => {
    const { status, body } = await post(subgraph.url, typename);

    expect([status, JSON.parse(body)]).toEqual([200, { data: { __typename: "Query" } }]);
  });

  test("takes the media type in any case and with parameters", async () => {
    const headers = { "content-type": "Application/JSON; charset=UTF-8" };

    expect(await send(subgraph.url, { headers, body: JSON.stringify(typename) })).toMatchObject({ status: 200 });
  });

  describe.each([undefined, "*/*", "application/graphql-response+json, application/json;q=0.9"])(
    "asked to answer with %s",
    (accept) => {
      const asked = [
        ["a query", { query: "{ welfareMeasures(first: 2) { totalCount nodes { id } } }" }],
        ["a named query", { query: "query Named { owner { code } }", operationName: "Named" }],
        ["a name that is not there", { query: "query Named { owner { code } }", operationName: "Other" }],
        ["variables", { query: "query ($n: Int) { welfareMeasures(first: $n) { totalCount } }", variables: { n: 1 } }],
        [
          "wrong variables",
          { query: "query ($n: Int) { welfareMeasures(first: $n) { totalCount } }", variables: { n: "x" } },
        ],
        ["a wrong document", { query: "{ nothing }" }],
        ["no document", { query: "{" }],
        ["a resolver's error", { query: "{ owner { code } welfareMeasures(first: 1000) { totalCount } }" }],
      ] as const;

      test.each(asked)("gives to %s the status, type and bytes that Apollo Server gives", async (_, request) => {
        const headers = accept ? { accept } : {};
        const plainly = await post(subgraph.url, request, headers);

        // Extensions are Apollo Server's affair, and none of them are anybody's.
        const byApollo = await post(subgraph.url, { ...request, extensions: {} }, headers);

        expect(plainly.body).toBe(byApollo.body);
        expect(formOf(plainly)).toEqual(formOf(byApollo));
        expect(plainly.status).toBe(byApollo.status);
      });
    },
  );

  test("says of what may be kept for how long, and of which state it is, which a change makes another", async () => {
    const request = { query: "{ welfareMeasures(first: 2) { totalCount } }" };
    const told = async () => (await post(subgraph.url, request)).headers;

    const [first, second] = [await told(), await told()];

    expect(first["cache-control"]).toBe("max-age=2, public");
    expect(first["x-jinkatsu-revision"]).toMatch(/^[\w-]{43}$/);
    expect(second["x-jinkatsu-revision"]).toBe(first["x-jinkatsu-revision"]);
    await post(subgraph.url, create("told-001"));
    expect((await told())["x-jinkatsu-revision"]).not.toBe(first["x-jinkatsu-revision"]);
    expect((await post(subgraph.url, typename)).headers["x-jinkatsu-revision"]).toBeUndefined();
    const asked = await post(subgraph.url, { query: "query Revision { __typename }" });
    expect(asked.headers["x-jinkatsu-revision"]).toBe((await told())["x-jinkatsu-revision"]);
  });

  const refused = [
    ["malformed JSON", { headers: { "content-type": "application/json" }, body: "{" }, 400],
    ["an empty body", { headers: { "content-type": "application/json" } }, 400],
    ["JSON that is no object", { headers: { "content-type": "application/json" }, body: "[1]" }, 400],
    ["a form", { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "query={__typename}" }, 400],
    ["plain text, as another site's page can send it", { headers: { "content-type": "text/plain" }, body: "{}" }, 400],
    ["no media type", { body: JSON.stringify(typename) }, 400],
    ["a media type that only begins like JSON", { headers: { "content-type": "application/jsonp" }, body: "{}" }, 400],
    ["HEAD", { method: "HEAD", path: "/graphql?query={__typename}" }, 400],
    ["OPTIONS", { method: "OPTIONS" }, 400],
    ["DELETE", { method: "DELETE" }, 400],
    ["a target that is no URL", { method: "GET", path: "//" }, 400],
  ] as const;

  test.each(refused)("refuses %s with a client error", async (_, request, least) => {
    const { status, headers } = await send(subgraph.url, request);

    expect(status).toBeGreaterThanOrEqual(least);
    expect(status).toBeLessThan(500);
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("refuses a body over 256 KiB and says so", async () => {
    const { status, body } = await post(subgraph.url, { query: `{ __typename } #${"x".repeat(300_000)}` });

    expect(status).toBe(413);
    expect(body).toContain("262144");
  });

  test("outlives a client that hangs up in the middle of its request", async () => {
    await hangUp(
      subgraph.url,
      "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
    );

    expect((await post(subgraph.url, typename)).status).toBe(200);
  });

  test("shows neither SQL nor paths nor stacks when something breaks", async () => {
    const broken = await serve();
    await post(broken.url, create("a"));
    const id = encodeGlobalId({ typeName: "WelfareMeasure", code: "a" });
    const query = `{ changes(after: "nonsense'") { last } _entities(representations: [{ __typename: "Nothing", id: "${id}" }]) { __typename } }`;

    const { body } = await post(broken.url, { query });

    expect(JSON.parse(body).errors.length).toBeGreaterThan(0);
    expect(body).not.toMatch(/SELECT|FROM|\.ts:|node_modules|sqlite|change_log|\/tmp/i);
    await broken.close();
  });
});

describe("changes over HTTP", () => {
  test("are made in development mode, on loopback, under a loopback name", async () => {
    const subgraph = await serve();

    const { body } = await post(subgraph.url, create("made"));

    expect(JSON.parse(body)).toEqual({ data: { createWelfareMeasure: { measure: { code: "made" }, userErrors: [] } } });
    await subgraph.close();
  });

  const closed = [
    ["under another site's name", { host: "evil.example" }],
    ["under a name that only begins like loopback", { host: "127.0.0.1.evil.example" }],
    ["under the loopback name of another scheme", { host: "localhost@evil.example" }],
  ] as const;

  test.each(closed)("are refused %s", async (_, headers) => {
    const subgraph = await serve();
    const { url } = subgraph;

    const { body } = await post(url, create("refused"), headers);

    expect(JSON.parse(body).errors).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: "WRITES_CLOSED" }) }),
    ]);
    expect(JSON.parse((await post(url, { query: "{ welfareMeasures { totalCount } }" })).body)).toEqual({
      data: { welfareMeasures: { totalCount: 0 } },
    });
    await subgraph.close();
  });

  test("are not made by a GET", async () => {
    const subgraph = await serve();
    const search = new URLSearchParams({
      query: create("got").query,
      variables: JSON.stringify(create("got").variables),
    });

    const { status } = await send(subgraph.url, {
      method: "GET",
      path: `/graphql?${search}`,
      headers: { "apollo-require-preflight": "1" },
    });

    expect(status).toBe(405);
    await subgraph.close();
  });
});

/** Apollo Server does not know what may be kept, and when it was made is not of its form. */
function formOf({ headers }: RawResponse): object {
  const { date: _, "cache-control": __, "x-jinkatsu-revision": ___, ...form } = headers;
  return form;
}
