import { request as httpRequest } from "node:http";
import type { Socket } from "node:net";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import type { Hub } from "../../../gateway/hub.ts";
import { ask } from "../../support/ask.ts";
import { eventually } from "../../support/hub-process.ts";
import { send } from "../../support/raw-http.ts";
import { serveHub, subgraphOf } from "../../support/test-hub.ts";
import { serveRawForTest } from "./raw-for-test.ts";
import { type Fault, type RawSubgraph, reply } from "./raw-subgraph.ts";

const registry = subgraphOf("registry", "type Query { town: String }", { Query: { town: () => "Himi" } });

const schema = buildSubgraphSchema([
  {
    typeDefs: parse(`type Query { census: Int a: Next } type Next { b: Int } type Mutation { count: Int }`),
    resolvers: { Query: { census: () => 6 }, Mutation: { count: () => 7 } },
  },
]);

const hang: Fault = () => undefined;
const once =
  (fault: Fault): Fault =>
  (socket, asked) =>
    asked.before === 0 ? fault(socket, asked) : reply(socket, { body: asked.answer });

const question = "{ census }";
const mutation = "mutation { count }";

async function startStanding(more: Parameters<typeof serveHub>[1]) {
  const people = await serveRawForTest(schema);
  const hub = await serveHub([registry], more, [{ name: "people", url: people.url }]);
  const answers = () => ask(hub.url, question);
  await eventually(answers, ({ errors }) => errors === undefined);
  await eventually(
    () => ask(hub.url, mutation),
    ({ errors }) => errors === undefined,
  );
  return { people, hub };
}

describe("a call to a subgraph", () => {
  let people: RawSubgraph;
  let hub: Hub;

  beforeAll(async () => {
    ({ people, hub } = await startStanding({ readTime: 400, mutationTime: 400, requestTime: 60_000 }));
  });

  afterEach(() => people.set(undefined));

  test("that reads is sent once more when its connection breaks", async () => {
    people.set(once((socket) => socket.resetAndDestroy()));

    expect((await ask(hub.url, question)).data).toEqual({ census: 6 });
    expect(people.calls).toHaveLength(2);
  });

  test("that reads is sent once more and no more, besides where a kept connection was gone", async () => {
    people.set((socket) => socket.resetAndDestroy());

    expect((await ask(hub.url, question)).errors).toMatchObject([{ extensions: { code: "SUBGRAPH_UNREACHABLE" } }]);
    expect(people.calls.length).toBeLessThanOrEqual(3);
  });

  test("that changes something is never sent twice", async () => {
    people.set(once((socket) => socket.resetAndDestroy()));

    expect((await ask(hub.url, mutation)).data).toEqual({ count: null });
    expect(people.calls).toHaveLength(1);
  });

  test("whose answer is wrong is not made again", async () => {
    people.set(once((socket) => reply(socket, { body: "<html>" })));

    expect((await ask(hub.url, question)).data).toEqual({ census: null });
    expect(people.calls).toHaveLength(1);
  });

  test("survives a kept connection that is closed as it is used", async () => {
    for (let round = 0; round < 20; round++) {
      people.set((socket, { answer }) => {
        reply(socket, { body: answer });
        socket.end();
      });

      expect((await ask(hub.url, question)).errors).toBeUndefined();
    }
  });

  test("takes no redirect: nobody is asked where it points", async () => {
    const elsewhere = await serveRawForTest(schema);
    people.set((socket, { answer }) =>
      reply(socket, { status: 307, headers: { location: elsewhere.url }, body: answer }),
    );

    expect((await ask(hub.url, question)).data).toEqual({ census: null });
    expect(elsewhere.calls).toEqual([]);
  });
});

describe("a request", () => {
  test("that has taken its time is answered with what is there", async () => {
    const { people, hub } = await startStanding({ requestTime: 300, readTime: 60_000 });
    people.set(hang);

    const { data, errors } = await ask(hub.url, "{ town census }");

    expect(data).toEqual({ town: "Himi", census: null });
    expect(errors).toMatchObject([{ path: ["census"], extensions: { code: "SUBGRAPH_TIMEOUT" } }]);
  });

  test("whose client leaves leaves the subgraph too", async () => {
    const { people, hub } = await startStanding({ readTime: 60_000, requestTime: 60_000 });
    const called: Socket[] = [];
    people.set((socket) => void called.push(socket));
    const client = httpRequest(hub.url, {
      path: "/graphql",
      method: "POST",
      headers: { "content-type": "application/json" },
    });
    client.on("error", () => undefined);
    client.end(JSON.stringify({ query: question }));
    await eventually(
      () => called.length,
      (calls) => calls === 1,
    );

    client.destroy();

    await eventually(
      () => called[0]?.destroyed,
      (isDestroyed) => isDestroyed === true,
    );
  });

  test("to a subgraph that hangs keeps no other request waiting", async () => {
    const { people, hub } = await startStanding({ readTime: 60_000, requestTime: 60_000 });
    const held: (() => void)[] = [];
    people.set((socket, { answer }) => void held.push(() => reply(socket, { body: answer })));
    // Of different names, or they would share one call.
    const hanging = Array.from({ length: 40 }, (_, index) => ask(hub.url, `query Hanging${index} ${question}`));
    await eventually(
      () => people.calls.length,
      (calls) => calls > 8,
    );

    const bystanders = await Promise.all(Array.from({ length: 20 }, () => ask(hub.url, "{ town }")));

    expect(bystanders.map(({ data }) => data)).toEqual(Array(20).fill({ town: "Himi" }));
    people.set(undefined);
    for (const release of held) release();
    expect((await Promise.all(hanging)).map(({ data }) => data)).toEqual(Array(40).fill({ census: 6 }));
  });
});

describe("a subgraph that keeps failing", () => {
  const notes = async (hub: Hub) => JSON.parse((await send(hub.url, { method: "GET", path: "/health/ready" })).body);
  const metrics = async (hub: Hub) => (await send(hub.url, { method: "GET", path: "/metrics" })).body;

  const failUntilOpen = async (people: RawSubgraph, hub: Hub) => {
    people.set((socket) => socket.resetAndDestroy());
    for (let count = 0; count < 12; count++) await ask(hub.url, question);
  };

  test("is left alone, which is told; and called again when it answers", async () => {
    const { people, hub } = await startStanding({ breakerPause: 60_000 });
    await failUntilOpen(people, hub);
    const asked = people.calls.length;

    const refused = await ask(hub.url, "{ town census }");

    expect(refused.data).toEqual({ town: "Himi", census: null });
    expect(refused.errors).toMatchObject([{ path: ["census"], extensions: { code: "SUBGRAPH_UNREACHABLE" } }]);
    expect(people.calls).toHaveLength(asked);
    expect(await notes(hub)).toMatchObject({ notes: ["people is left alone after failures"] });
    expect(await metrics(hub)).toContain('jinkatsu_subgraph_breaker_state{subgraph="people"} 2');
    people.set(undefined);
    await eventually(
      () => metrics(hub),
      (text) => text.includes('breaker_state{subgraph="people"} 1'),
    );
    expect((await ask(hub.url, question)).data).toEqual({ census: 6 });
    expect(await metrics(hub)).toContain('jinkatsu_subgraph_breaker_state{subgraph="people"} 0');
  });

  test("is tried by one call after the pause, and left alone again when that fails", async () => {
    const { people, hub } = await startStanding({ breakerPause: 100 });
    await failUntilOpen(people, hub);
    await eventually(
      () => metrics(hub),
      (text) => text.includes('breaker_state{subgraph="people"} 1'),
    );
    people.set((socket) => socket.resetAndDestroy());

    const tried = await Promise.all([ask(hub.url, mutation), ask(hub.url, mutation), ask(hub.url, mutation)]);

    expect(tried.map(({ data }) => data)).toEqual(Array(3).fill({ count: null }));
    expect(people.calls).toHaveLength(1);
  });

  test("is not left alone for answers that are wrong, or one question could close it to everybody", async () => {
    const { people, hub } = await startStanding({});
    people.set((socket) => reply(socket, { body: "<html>" }));
    for (let count = 0; count < 12; count++) await ask(hub.url, question);

    people.set(undefined);

    expect((await ask(hub.url, question)).data).toEqual({ census: 6 });
  });
});
