/** What is answered without executing: over HTTP to subgraphs, which count what they are asked. */
import { beforeEach, describe, expect, test } from "@jest/globals";
import { startIssuer } from "../../../support/issuer.ts";
import { listDocuments, pathOf } from "../../../support/listed-documents.ts";
import { connectTo } from "../../../support/raw-connection.ts";
import { post, send } from "../../../support/raw-http.ts";
import { type SmallHub, startSmallHub } from "../../../support/small-hub.ts";
import type { SmallSubgraph } from "../../../support/small-subgraph.ts";

const town = "query Town($id: ID = 1) { town(id: $id) }";
const both = "{ town people }";
const people = "{ people }";
const mutation = "mutation { rename }";
const broken = "{ town broken }";
const personal = "{ personal }";
const unsaid = "{ unsaid }";

/** What a subgraph holds, and what it says of it. */
interface State {
  revision: string | undefined;
  name: string;
  cacheControl: string;
}

let towns: State;
let registry: State;
let hub: SmallHub;

function partOf(state: () => State, part: Pick<SmallSubgraph, "sdl" | "resolvers">): SmallSubgraph {
  const headers = () => {
    const { revision, cacheControl } = state();
    return { "cache-control": cacheControl, ...(revision !== undefined && { "x-jinkatsu-revision": revision }) };
  };
  return { ...part, headers };
}

const parts = {
  towns: partOf(() => towns, {
    sdl: "type Query { town(id: ID = 1): String broken: String } type Mutation { rename: String }",
    resolvers: {
      Query: {
        town: () => towns.name,
        broken: () => {
          throw new Error("broken");
        },
      },
      Mutation: { rename: () => "Tonami" },
    },
  }),
  registry: partOf(() => registry, {
    sdl: "type Query { people: String personal: String unsaid: String }",
    resolvers: { Query: { people: () => registry.name, personal: () => "Mei", unsaid: () => "?" } },
  }),
};

async function start(more: Readonly<Record<string, string>> = {}) {
  const documents = listDocuments([town, both, people, mutation, broken, personal, unsaid]);
  return startSmallHub(parts, { JINKATSU_TRUSTED_DOCUMENTS: documents, ...more });
}

beforeEach(async () => {
  towns = { revision: "t1", name: "Himi", cacheControl: "max-age=2, public" };
  registry = { revision: "r1", name: "5", cacheControl: "max-age=60, public" };
  hub = await start();
});

const get = (path: string, headers: Readonly<Record<string, string>> = {}, to = hub) =>
  send(to.url, { method: "GET", path, headers });

/** What the subgraphs were asked since they were last asked about, without their SDL. */
function countCalls(to = hub): readonly string[] {
  return [...to.subgraphs.values()].flatMap(({ asked }) =>
    (asked as string[]).splice(0).filter((text) => !text.includes("_service")),
  );
}

describe("a listed document by GET", () => {
  test("is answered without a sign that no other page has sent it, with what names the answer", async () => {
    const { status, headers, body } = await get(pathOf(town));

    expect([status, JSON.parse(body)]).toEqual([200, { data: { town: "Himi" } }]);
    expect(headers).toMatchObject({
      etag: expect.stringMatching(/^W\/"[\w-]{43}"$/),
      "cache-control": "public, max-age=1, stale-while-revalidate=1, stale-if-error=300",
      vary: "accept, accept-encoding",
    });
  });

  test("is answered with 304 while nothing has changed, and the subgraphs are asked where they stand and nothing else", async () => {
    const { headers } = await get(pathOf(both));
    countCalls();

    const again = await get(pathOf(both), { "if-none-match": headers.etag ?? "" });

    expect([again.status, again.body, again.headers.etag]).toEqual([304, "", headers.etag]);
    expect(again.headers["cache-control"]).toBe(headers["cache-control"]);
    expect(again.headers.vary).toBe(headers.vary);
    expect(countCalls()).toEqual(["query Revision { __typename }", "query Revision { __typename }"]);
  });

  test("is executed as soon as one of them has changed", async () => {
    const { headers } = await get(pathOf(both));
    Object.assign(registry, { revision: "r2", name: "6" });

    const again = await get(pathOf(both), { "if-none-match": headers.etag ?? "" });

    expect([again.status, JSON.parse(again.body)]).toEqual([200, { data: { town: "Himi", people: "6" } }]);
    expect(again.headers.etag).not.toBe(headers.etag);
  });

  test("is not affected by a subgraph that had no part in it", async () => {
    const { headers } = await get(pathOf(town));
    registry.revision = "r2";
    countCalls();

    const { status } = await get(pathOf(town), { "if-none-match": headers.etag ?? "" });

    expect(status).toBe(304);
    expect(countCalls()).toEqual(["query Revision { __typename }"]);
  });

  test("has the same name at another replica, which executes it once", async () => {
    const { headers } = await get(pathOf(town));
    const other = await startSmallHub(parts, { JINKATSU_TRUSTED_DOCUMENTS: listDocuments([town]) });
    const named = { "if-none-match": headers.etag ?? "" };

    // The graph names its subgraphs' addresses, which are others here.
    const first = await get(pathOf(town), named, other);
    const second = await get(pathOf(town), { "if-none-match": first.headers.etag ?? "" }, other);

    expect([first.status, second.status]).toEqual([200, 304]);
  });

  test("is another one with other variables", async () => {
    const one = await get(pathOf(town, { id: 1 }));
    const two = await get(pathOf(town, { id: 2 }));

    expect(one.headers.etag).not.toBe(two.headers.etag);
    expect((await get(pathOf(town, { id: 2 }), { "if-none-match": one.headers.etag ?? "" })).status).toBe(200);
  });

  test("that changes something is refused", async () => {
    const { status, headers } = await get(pathOf(mutation));

    expect(status).toBe(405);
    expect(headers.etag).toBeUndefined();
  });

  test("that is not listed is refused", async () => {
    const { status, body } = await get(pathOf("{ __typename }"));

    expect(status).toBe(400);
    expect(JSON.parse(body).errors[0].extensions.code).toBe("DOCUMENT_UNKNOWN");
  });

  test("that has an error is kept by nobody", async () => {
    const { headers, body } = await get(pathOf(broken));

    expect(JSON.parse(body).errors).toHaveLength(1);
    expect([headers.etag, headers["cache-control"]]).toEqual([undefined, "private, no-store"]);
  });

  test("is named by nothing where a subgraph does not say where it stands", async () => {
    towns.revision = undefined;

    const { headers } = await get(pathOf(both));

    expect([headers.etag, headers["cache-control"]]).toEqual([undefined, "public, max-age=2"]);
  });

  test.each(["private, max-age=60", "no-store", ""])("is kept by nobody where a part of it says %p", async (said) => {
    registry.cacheControl = said;

    const { headers } = await get(pathOf(both));

    expect([headers.etag, headers["cache-control"]]).toEqual([undefined, "private, no-store"]);
  });

  test.each([
    ["a garbled one", "W/garbled"],
    ["an unquoted one", "t1"],
    ["any", "*"],
    ["an empty list", ",,,,"],
    ["12 kB of them", Array.from({ length: 1_000 }, (_, index) => `"${index}aaaaa"`).join(",")],
  ])("is answered whole to whoever names %s", async (_, named) => {
    await get(pathOf(town));

    expect((await get(pathOf(town), { "if-none-match": named })).status).toBe(200);
  });

  test("is found among other names", async () => {
    const { headers } = await get(pathOf(town));

    const named = `"other", ${headers.etag}, W/"more"`;

    expect((await get(pathOf(town), { "if-none-match": named })).status).toBe(304);
  });

  test("with 100 kB of names is refused before it is looked at", async () => {
    const connection = await connectTo(hub.port);
    const head = `GET ${pathOf(town)} HTTP/1.1\r\nhost: 127.0.0.1\r\n`;

    await connection.say(`${head}if-none-match: "${"a".repeat(100_000)}"\r\n\r\n`);

    expect(await connection.closed).toMatch(/^(?:HTTP\/1.1 431 |$)/);
    expect((await get(pathOf(town))).status).toBe(200);
  });

  test("is no longer answered with 304 when a subgraph does not answer", async () => {
    const { headers } = await get(pathOf(people));
    await hub.subgraphs.get("registry")?.close();

    const { status, headers: told } = await get(pathOf(people), { "if-none-match": headers.etag ?? "" });

    expect([status, told["cache-control"]]).toEqual([200, "private, no-store"]);
  });
});

describe("whoever asks by GET", () => {
  test("gets the public's answer to a listed document, whatever says who it is", async () => {
    const issuer = await startIssuer();
    hub = await start({ JINKATSU_ISSUERS: JSON.stringify([issuer.setting]) });
    const token = await issuer.token({ roles: ["portal"] });
    const plain = await get(pathOf(town));

    for (const headers of [
      { authorization: `Bearer ${token}` },
      { authorization: "Bearer expired.or.forged" },
      { cookie: "__Host-jinkatsu=sealed", "x-jinkatsu-csrf": "word" },
    ]) {
      const { status, headers: told } = await get(pathOf(town), headers);
      expect([status, told.etag, told["cache-control"]]).toEqual([
        200,
        plain.headers.etag,
        plain.headers["cache-control"],
      ]);
    }
  });

  test("with a token gets an answer to a text that nobody keeps", async () => {
    const issuer = await startIssuer();
    hub = await start({ JINKATSU_ISSUERS: JSON.stringify([issuer.setting]) });
    const authorization = `Bearer ${await issuer.token({ roles: ["portal"] })}`;
    const path = `/graphql?${new URLSearchParams({ query: town })}`;

    const { headers } = await get(path, { authorization, "apollo-require-preflight": "1" });

    expect(headers).toMatchObject({
      "cache-control": "private, no-store",
      vary: "accept, accept-encoding, authorization, cookie, x-jinkatsu-csrf",
    });
    expect(headers.etag).toBeUndefined();
  });

  test("with a text and no sign that it is no other page is refused", async () => {
    expect((await get(`/graphql?${new URLSearchParams({ query: town })}`)).status).toBe(400);
  });

  test("with a text and an id is no public reader", async () => {
    expect((await get(`${pathOf(town)}&query=${encodeURIComponent(town)}`)).status).toBe(400);
  });

  test("is counted in what it may ask, with 304 too", async () => {
    hub = await start({ JINKATSU_LIMITS: "requests=3", JINKATSU_PROXIES: "127.0.0.1" });
    const caller = { "x-forwarded-for": "203.0.113.7" };
    const { headers } = await get(pathOf(town), caller);
    const named = { ...caller, "if-none-match": headers.etag ?? "" };

    const answers = [await get(pathOf(town), named), await get(pathOf(town), named), await get(pathOf(town), named)];

    expect(answers.map(({ status }) => status)).toEqual([304, 304, 429]);
  });
});

describe("a POST", () => {
  test("is kept by nobody, and no name that it brings counts", async () => {
    const { headers } = await get(pathOf(town));

    const answer = await post(hub.url, { query: town }, { "if-none-match": headers.etag ?? "" });

    expect([answer.status, answer.headers["cache-control"]]).toEqual([200, "private, no-store"]);
  });
});

describe("an answer that the hub keeps", () => {
  test("is given for as long as its subgraphs stand where they stood, and not once more", async () => {
    hub = await start({ JINKATSU_CACHE: "1" });
    const read = async () => JSON.parse((await get(pathOf(both))).body).data.people;
    await read();
    countCalls();

    expect(await read()).toBe("5");
    expect(countCalls()).toEqual(["query Revision { __typename }", "query Revision { __typename }"]);

    Object.assign(registry, { revision: "r2", name: "6" });
    expect(await read()).toBe("6");
  });
});
