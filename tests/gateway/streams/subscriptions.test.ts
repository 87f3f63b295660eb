import { beforeAll, describe, expect, test } from "@jest/globals";
import { eventually } from "../../support/hub-process.ts";
import { startSmallHub } from "../../support/small-hub.ts";
import { schemaOf, sdlOf } from "../../support/small-subgraph.ts";
import { changingTowns, document, mayors, overEvents, overWebSocket } from "./changing-towns.ts";

const { bell, towns } = changingTowns();

const inProcess = (name: string, part: typeof towns) => ({
  name,
  sdl: sdlOf(part),
  schema: schemaOf(part),
  createContext: () => ({}),
  close: async () => undefined,
});

const subgraphs = {
  "over server-sent events": () => startSmallHub({ towns, mayors }),
  "over a WebSocket": () => startSmallHub({ towns, mayors }, {}, { webSockets: ["towns"] }),
  "in this process": () => startSmallHub({}, {}, { local: [inProcess("towns", towns), inProcess("mayors", mayors)] }),
};

const clients = { "server-sent events": overEvents, "a WebSocket": overWebSocket };

describe.each(Object.entries(subgraphs))("a subscription to a subgraph %s", (place, start) => {
  let hub: Awaited<ReturnType<typeof start>>;

  beforeAll(async () => {
    hub = await start();
  });

  describe.each(Object.entries(clients))("from a client of %s", (_, connect) => {
    const subscribe = async (query = document) => {
      const subscription = connect(hub.url).subscribe({ query, variables: { prefix: "Town of " } });
      const first = subscription.next();
      await eventually(
        () => bell.open,
        (open) => open === 1,
      );
      return { ...subscription, first };
    };

    test("brings every event in its order, joined with what other departments know", async () => {
      const { first, next, return: leave } = await subscribe();

      bell.ring({ id: "1", name: "Himi" });
      bell.ring({ id: "2", name: "Tonami" });

      expect(await first).toMatchObject({ value: { data: { now: { title: "Town of Himi", mayor: "Mayor 1" } } } });
      expect(await next()).toMatchObject({ value: { data: { now: { title: "Town of Tonami", mayor: "Mayor 2" } } } });
      await leave();
      await eventually(
        () => bell.open,
        (open) => open === 0,
      );
    });

    test("goes on after an event with an error, which stands at its place", async () => {
      const { first, next, return: leave } = await subscribe();

      bell.ring({ id: "nobody", name: "Himi" });
      bell.ring({ id: "2", name: "Tonami" });

      expect((await first).value).toMatchObject({ data: { now: null }, errors: [{ path: ["now", "mayor"] }] });
      expect((await next()).value.errors).toBeUndefined();
      await leave();
      await eventually(
        () => bell.open,
        (open) => open === 0,
      );
    });

    test("closes the subgraph's stream when the client leaves while nothing happens", async () => {
      const { return: leave } = await subscribe();

      await leave();

      expect(
        await eventually(
          () => bell.open,
          (open) => open === 0,
        ),
      ).toBe(0);
    });

    test("ends when the subgraph ends", async () => {
      const { first } = await subscribe();

      bell.end();

      expect(await first).toMatchObject({ done: true });
    });

    if (place !== "in this process") {
      test("tells the client when the subgraph breaks off", async () => {
        const { first, next } = await subscribe();

        hub.subgraphs.get("towns")?.breakOff();

        expect((await first).value).toMatchObject({
          errors: [{ extensions: { code: "SUBSCRIPTION_BROKEN", text: { ja: expect.stringContaining("towns") } } }],
        });
        expect(await next()).toMatchObject({ done: true });
        bell.end();
      });
    }

    test("is refused like any operation where the document is wrong", async () => {
      const subscription = connect(hub.url).subscribe({ query: "subscription { nothing }" });

      const { value } = await subscription.next();

      expect(value.errors).toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
      expect(bell.open).toBe(0);
    });

    test("is a single answer where the operation is a query", async () => {
      const subscription = connect(hub.url).subscribe({ query: "{ town { name mayor } }" });

      expect(await subscription.next()).toEqual({
        done: false,
        value: { data: { town: { name: "Himi", mayor: "Mayor 1" } } },
      });
      expect(await subscription.next()).toMatchObject({ done: true });
    });
  });
});
