import { ApolloServer } from "@apollo/server";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createHubGateway, type SubgraphAnswer, type SubgraphRequest } from "../../../gateway/execution/index.ts";
import { supergraphOf } from "./federation.ts";
import { people, registry } from "./towns.ts";

type Context = { readonly who?: string; readonly signal?: AbortSignal };

type Call = { readonly request: SubgraphRequest; answer(answer: SubgraphAnswer): void };

const query = "query Towns($all: Boolean = true) { towns { name mayor @include(if: $all) { name } } }";
const registered = { data: { towns: [{ name: "Himi", mayor: { __typename: "Person", id: "p1" } }] } };
const named = { data: { _entities: [{ name: "Mei" }] } };
const whole = { towns: [{ name: "Himi", mayor: { name: "Mei" } }] };

const servers: ApolloServer<Context>[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

/** A gateway whose subgraphs answer when the test lets them. */
async function start() {
  const calls: Call[] = [];
  const shared: [unknown, unknown][] = [];
  const gateway = createHubGateway({
    supergraphSdl: supergraphOf({ registry, people }),
    linkFor: () => ({
      execute: (request) =>
        new Promise((answer, reject) => {
          calls.push({ request, answer });
          request.signal?.addEventListener("abort", () => reject(new Error("aborted")));
        }),
    }),
    signalOf: (context) => (context as Context).signal,
    shareAmong: (context) => (context as Context).who,
    onShared: (context, runner) => shared.push([(context as Context).who, (runner as Context).who]),
  });
  const server = new ApolloServer<Context>({ gateway });
  await server.start();
  servers.push(server);
  const ask = async (contextValue: Context, text = query, variables = {}) => {
    const { body } = await server.executeOperation({ query: text, variables }, { contextValue });
    return body.kind === "single" ? JSON.parse(JSON.stringify(body.singleResult)) : undefined;
  };
  const called = async (count: number) => {
    await settled();
    if (calls.length < count) throw new Error(`only ${calls.length} calls`);
    return calls;
  };
  return { ask, calls, called, shared };
}

/** Long enough for every request that was begun to come as far as it can. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate);
}

describe("identical operations asked at the same time", () => {
  test("are run once, and each who asked gets the answer", async () => {
    const { ask, called, shared } = await start();

    const answers = [ask({ who: "public" }), ask({ who: "public" })];
    (await called(1))[0]?.answer(registered);
    (await called(2))[1]?.answer(named);

    expect(await Promise.all(answers)).toEqual([{ data: whole }, { data: whole }]);
    expect(shared).toEqual([["public", "public"]]);
    expect(await called(2)).toHaveLength(2);
  });

  test.each([
    ["another person", { who: "mei" }, query, {}],
    ["one whose answer is nobody else's", {}, query, {}],
    ["one with other variables", { who: "public" }, query, { all: true }],
    ["one who asks something else", { who: "public" }, "{ towns { name } }", {}],
    ["one who changes something", { who: "public" }, `mutation { rename(id: "1", name: "A") { name } }`, {}],
  ])("are not shared with %s", async (_, context, text, variables) => {
    const { ask, called } = await start();

    const answers = [ask({ who: "public" }), ask(context, text, variables)];
    const calls = await called(2);
    for (const { answer } of calls) answer({ data: { towns: [], rename: null } });

    await Promise.all(answers);
    expect(calls).toHaveLength(2);
  });

  test("are shared with nobody who asks after the first answer of a subgraph", async () => {
    const { ask, called } = await start();

    const first = ask({ who: "public" });
    (await called(1))[0]?.answer(registered);
    await called(2);
    const second = ask({ who: "public" });
    const calls = await called(3);
    calls[1]?.answer(named);
    calls[2]?.answer({ data: { towns: [] } });

    expect([await first, await second]).toEqual([{ data: whole }, { data: { towns: [] } }]);
  });

  test("are shared with nobody who asks after a change", async () => {
    const { ask, called } = await start();

    const before = ask({ who: "public" }, "{ towns { name } }");
    await called(1);
    const change = ask({ who: "mei" }, `mutation { rename(id: "1", name: "A") { name } }`);
    (await called(2))[1]?.answer({ data: { rename: { name: "A" } } });
    await change;
    const after = ask({ who: "public" }, "{ towns { name } }");
    const calls = await called(3);
    calls[0]?.answer({ data: { towns: [{ name: "Himi" }] } });
    calls[2]?.answer({ data: { towns: [{ name: "A" }] } });

    expect([await before, await after]).toEqual([
      { data: { towns: [{ name: "Himi" }] } },
      { data: { towns: [{ name: "A" }] } },
    ]);
  });

  test("go on for those who stay, and end with the last", async () => {
    const { ask, called } = await start();
    const [first, second] = [new AbortController(), new AbortController()];

    const answers = [first, second].map(({ signal }) => ask({ who: "public", signal }));
    const [call] = await called(1);
    first.abort();
    const left = await answers[0];
    const endedWithTheFirst = call?.request.signal?.aborted;
    second.abort();

    expect(left).toMatchObject({ data: null, errors: [{ extensions: { code: "REQUEST_TIMEOUT" } }] });
    expect(await answers[1]).toMatchObject({ data: { towns: null }, errors: [{ path: ["towns"] }] });
    expect([endedWithTheFirst, call?.request.signal?.aborted]).toEqual([false, true]);
  });

  test("of which the last has left are joined by nobody", async () => {
    const { ask, called } = await start();
    const leaving = new AbortController();

    const left = ask({ who: "public", signal: leaving.signal });
    await called(1);
    leaving.abort();
    const next = ask({ who: "public" }, query);
    (await called(2))[1]?.answer({ data: { towns: [] } });

    expect(await next).toEqual({ data: { towns: [] } });
    expect((await left).errors).toHaveLength(1);
  });
});
