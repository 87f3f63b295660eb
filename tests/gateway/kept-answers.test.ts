import { describe, expect, test } from "@jest/globals";
import { AnswerText } from "../../gateway/execution/answer/answer-text.ts";
import { createAnswerCache } from "../../gateway/execution/caching/answer-cache.ts";
import { ask } from "../support/ask.ts";
import { startIssuer } from "../support/issuer.ts";
import { startSmallHub } from "../support/small-hub.ts";
import { type SmallSubgraph, schemaOf, sdlOf } from "../support/small-subgraph.ts";

const caching = `
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  enum CacheControlScope { PUBLIC PRIVATE }
`;

/** Each time that it is asked, it says another number. */
function counting(): SmallSubgraph {
  let asked = 0;
  const next = () => ++asked;
  return {
    sdl: `${caching}
      type Query {
        kept: Int @cacheControl(maxAge: 600)
        short: Int @cacheControl(maxAge: 1)
        private: Int @cacheControl(maxAge: 600, scope: PRIVATE)
        unsaid: Int
        broken: Int @cacheControl(maxAge: 600)
      }
      type Mutation { change: Int }`,
    resolvers: {
      Query: {
        kept: next,
        short: next,
        private: next,
        unsaid: next,
        broken: () => {
          next();
          throw new Error("broken");
        },
      },
      Mutation: { change: () => 0 },
    },
  };
}

/** In this process, where the schema itself says how long an answer holds. */
async function start(environment: Readonly<Record<string, string>> = { JINKATSU_CACHE: "1" }) {
  const part = counting();
  const local = {
    name: "numbers",
    sdl: sdlOf(part),
    schema: schemaOf(part),
    createContext: () => ({}),
    close: async () => undefined,
  };
  const hub = await startSmallHub({}, environment, { local: [local] });
  const read = async (field: string, headers = {}) => (await ask(hub.url, `{ ${field} }`, {}, headers)).data?.[field];
  return { hub, read };
}

describe("an answer that its subgraph lets be kept", () => {
  test("is given to everybody who asks the same until its time is over", async () => {
    const { read } = await start();

    expect([await read("kept"), await read("kept")]).toEqual([1, 1]);
    expect([await read("short"), await read("short")]).toEqual([2, 2]);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await read("short")).toBe(3);
  });

  test.each(["private", "unsaid", "broken"])("is none whose field is %s", async (field) => {
    const { read } = await start();

    await read(field);
    const asked = Number(await read("unsaid"));
    await read(field);

    expect(Number(await read("unsaid"))).toBeGreaterThan(asked + 1);
  });

  test("is not one of which a part may not be kept", async () => {
    const { hub } = await start();
    const query = "{ kept unsaid }";

    const [first, second] = [await ask(hub.url, query), await ask(hub.url, query)];

    expect(second.data).not.toEqual(first.data);
  });

  test("is forgotten at any change", async () => {
    const { hub, read } = await start();

    await read("kept");
    await ask(hub.url, "mutation { change }");

    expect(await read("kept")).toBe(2);
  });

  test("is not given to those who say who they are, nor kept from them", async () => {
    const issuer = await startIssuer();
    const { read } = await start({ JINKATSU_CACHE: "1", JINKATSU_ISSUERS: JSON.stringify([issuer.setting]) });
    const authorization = `Bearer ${await issuer.token({ roles: ["portal"] })}`;

    expect([await read("kept", { authorization }), await read("kept", { authorization })]).toEqual([1, 2]);
    expect(await read("kept")).toBe(3);
    expect(await read("kept", { authorization })).toBe(4);
    expect(await read("kept")).toBe(3);
  });

  test("is asked for anew each time unless keeping is switched on", async () => {
    const { read } = await start({});

    expect([await read("kept"), await read("kept")]).toEqual([1, 2]);
  });
});

describe("what is kept", () => {
  const policy = { policy: { maxAge: 60, scope: "PUBLIC" }, revisions: undefined } as const;
  const answer = (text: string) => ({ data: new AnswerText(text) });

  test("is never more than it may be, and what was asked for longest ago goes first", () => {
    const cache = createAnswerCache(10);
    cache.keep("a", answer("1234"), policy);
    cache.keep("b", answer("1234"), policy);
    cache.find("a");
    cache.keep("c", answer("1234"), policy);
    cache.keep("huge", answer("12345678901"), policy);

    expect(["a", "b", "c", "huge"].map((key) => cache.find(key) !== undefined)).toEqual([true, false, true, false]);
  });

  test("is gone when its time is over, to the millisecond", () => {
    let now = 0;
    const cache = createAnswerCache(100, () => now);
    cache.keep("a", answer("1"), policy);

    now = 59_999;
    expect(cache.find("a")).toBeDefined();
    now = 60_000;
    expect(cache.find("a")).toBeUndefined();
  });
});
