import { ApolloServer } from "@apollo/server";
import { describe, expect, test } from "@jest/globals";
import { createPlanner } from "../../../gateway/execution/graph/planner.ts";
import { createHubGateway, type HubGateway, type SubgraphLink } from "../../../gateway/execution/index.ts";
import { createPreparations } from "../../../gateway/execution/preparations.ts";
import { eventually } from "../../support/hub-process.ts";
import { supergraphOf } from "./federation.ts";
import { people, registry, weather } from "./towns.ts";

const before = supergraphOf({ registry });
const after = supergraphOf({ registry, people, weather });

async function serve(
  link: SubgraphLink,
  planOffThread = false,
): Promise<{ gateway: HubGateway; server: ApolloServer }> {
  const gateway = createHubGateway({ supergraphSdl: before, linkFor: () => link, planOffThread });
  const server = new ApolloServer({ gateway });
  await server.start();
  return { gateway, server };
}

async function ask(server: ApolloServer, query: string): Promise<unknown> {
  const { body } = await server.executeOperation({ query });
  return body.kind === "single" ? JSON.parse(JSON.stringify(body.singleResult)) : undefined;
}

describe("a new supergraph", () => {
  test("serves new requests while those under way finish on the old one", async () => {
    const asked: string[] = [];
    const release = Promise.withResolvers<void>();
    const { gateway, server } = await serve({
      async execute({ operation }) {
        asked.push(operation.text);
        if (asked.length === 1) await release.promise;
        return { data: { towns: [{ name: "Himi" }] } };
      },
    });

    const old = ask(server, "{ towns { name } }");
    while (asked.length === 0) await new Promise(setImmediate);
    const updated = gateway.update(after);
    while (!gateway.current().graph.supergraphSdl.includes("weather")) await new Promise(setImmediate);
    const fresh = await ask(server, '{ towns { name } __type(name: "Person") { fields { name } } }');
    release.resolve();

    expect(await old).toEqual({ data: { towns: [{ name: "Himi" }] } });
    expect(fresh).toMatchObject({ data: { towns: [{ name: "Himi" }] } });
    await updated;
    await server.stop();
  });

  test("is warm with what was asked of the old one and is still valid", async () => {
    const { gateway, server } = await serve({ execute: async () => ({ data: { towns: [] } }) });
    await ask(server, "{ towns { name } }");

    await gateway.update(after);

    expect(gateway.current().seen()).toHaveLength(1);
    await server.stop();
  });

  test("is warm from its first moment where another gateway is to take over", async () => {
    const link = { execute: async () => ({ data: { towns: [] } }) };
    const { gateway, server } = await serve(link);
    await ask(server, "{ towns { name } }");
    await ask(server, "{ towns { id } }");

    const next = createHubGateway({ supergraphSdl: after, linkFor: () => link, warmWith: gateway.current().seen() });
    const taking = new ApolloServer({ gateway: next });
    await taking.start();

    expect(next.current().seen()).toHaveLength(2);
    await Promise.all([server.stop(), taking.stop()]);
  });

  test("does not wait long for plans, which follow while it serves", async () => {
    const { gateway, server } = await serve({ execute: async () => ({ data: { towns: [] } }) });
    await ask(server, "{ towns { name } }");
    await ask(server, "{ towns { id } }");
    const { graph } = gateway.current();
    const release = Promise.withResolvers<void>();
    const planner = createPlanner(graph.planningSdl);
    const slow = {
      plan: (asked: Parameters<typeof planner.plan>[0]) => release.promise.then(() => planner.plan(asked)),
    };
    const preparations = createPreparations(graph, slow, {});

    await preparations.warm(gateway.current().seen());
    const meanwhile = preparations.kept();
    release.resolve();

    expect(meanwhile).toBe(1);
    await eventually(preparations.kept, (kept) => kept === 2);
    await server.stop();
  });

  test.each([false, true])("that cannot be served changes nothing (on a thread: %s)", async (onThread) => {
    const { gateway, server } = await serve({ execute: async () => ({ data: { towns: [] } }) }, onThread);

    await expect(gateway.update("type Query { broken: Boolean }")).rejects.toThrow();

    expect(await ask(server, "{ towns { name } }")).toEqual({ data: { towns: [] } });
    await server.stop();
  });
});

describe("planning on a thread of its own", () => {
  test("gives the same answers", async () => {
    const { server } = await serve({ execute: async () => ({ data: { towns: [{ name: "Himi" }] } }) }, true);

    expect(await ask(server, "{ towns { name } }")).toEqual({ data: { towns: [{ name: "Himi" }] } });

    await server.stop();
  });
});
