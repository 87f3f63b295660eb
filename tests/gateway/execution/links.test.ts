import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import {
  createHttpLink,
  type SubgraphAnswer,
  type SubgraphLink,
  type SubgraphRequest,
  shareReads,
} from "../../../gateway/execution/index.ts";
import { federate } from "./federation.ts";
import { people, registry, weather } from "./towns.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

async function linkTo(listener: RequestListener): Promise<SubgraphLink> {
  const link = createHttpLink({
    url: await serve(listener),
    largestAnswerBytes: 1000,
    headersFor: () => ({ "x-identity": "mei" }),
  });
  closing.unshift(() => void link.close?.());
  return link;
}

const request: SubgraphRequest = {
  subgraph: "towns",
  operation: {
    kind: "query",
    name: "Towns",
    text: "query Towns{x}",
    quotedText: `"query Towns{x}"`,
    document: { kind: "Document" as never, definitions: [] },
  },
  variables: { a: 1 },
  variablesText: `{"a":1}`,
  client: { context: {}, headers: [] },
};

describe("the link over HTTP", () => {
  test("sends the operation with its variables and what the hall passes on", async () => {
    let received: unknown;
    const link = await linkTo(async (incoming, outgoing) => {
      let body = "";
      for await (const chunk of incoming) body += chunk;
      received = { ...JSON.parse(body), identity: incoming.headers["x-identity"] };
      outgoing.end(`{"data":{"x":1}}`);
    });

    const answer = await link.execute(request);

    expect(answer).toEqual({ data: { x: 1 }, isPlain: true });
    expect(received).toEqual({ query: "query Towns{x}", operationName: "Towns", variables: { a: 1 }, identity: "mei" });
  });

  test.each([
    ["that is no JSON", "<html>http://internal/</html>"],
    ["whose data is no object", `{"data":[1]}`],
    ["that is too long", `{"data":{"x":"${"y".repeat(2000)}"}}`],
  ])("takes an answer %s for none, and tells nothing of it", async (_, text) => {
    const link = await linkTo((_incoming, outgoing) => void outgoing.end(text));

    await expect(link.execute(request)).rejects.toMatchObject({
      code: "SUBGRAPH_ANSWER_INVALID",
      message: expect.not.stringContaining("internal"),
    });
  });

  test("says that a subgraph cannot be reached, without its address", async () => {
    const link = await linkTo((incoming) => void incoming.socket.destroy());

    await expect(link.execute(request)).rejects.toMatchObject({
      code: "SUBGRAPH_UNREACHABLE",
      message: expect.not.stringContaining("127.0.0.1"),
    });
  });
});

describe("shared reads", () => {
  const query = "{ towns { mayor { name } } }";

  test("are sent once while under way, and each request completes its own copy", async () => {
    const { run, asked, stop } = await federate(
      { registry, people, weather },
      { wrap: (_, link) => shareReads(link, () => "everyone") },
    );

    const [one, other] = await Promise.all([run(query), run("{ towns { mayor { name } id: name } }"), run(query)]);

    expect(one.errors).toBeUndefined();
    expect(other.data).toMatchObject({ towns: [{ id: "Namerikawa" }, { id: "Himi" }, { id: "Tonami" }] });
    expect(asked.filter(({ subgraph }) => subgraph === "registry")).toHaveLength(2);
    await stop();
  });

  test.each([
    ["a mutation", `mutation { rename(id: "1", name: "A") { name } }`, "everyone"],
    ["what is nobody else's", query, undefined],
  ])("never include %s", async (_, operation, identity) => {
    const { run, asked, stop } = await federate(
      { registry, people, weather },
      { wrap: (_, link) => shareReads(link, () => identity) },
    );

    await Promise.all([run(operation), run(operation)]);

    expect(asked.filter(({ subgraph }) => subgraph === "registry")).toHaveLength(2);
    await stop();
  });

  test("that began before a change are shared with nobody who asks after it", async () => {
    const waiting: ((answer: SubgraphAnswer) => void)[] = [];
    const link = shareReads(
      {
        execute: ({ operation }) =>
          new Promise((resolve) => (operation.kind === "query" ? waiting.push(resolve) : resolve({}))),
      },
      () => "everyone",
    );
    const before = link.execute(request);
    await link.execute({ ...request, operation: { ...request.operation, kind: "mutation" } });

    const after = [link.execute(request), link.execute(request)];
    for (const [index, answer] of waiting.entries()) answer({ data: { read: index } });

    expect((await before).data).toEqual({ read: 0 });
    expect((await Promise.all(after)).map(({ data }) => data)).toEqual([{ read: 1 }, { read: 1 }]);
  });

  test("end for a request that leaves, and for the subgraph when the last one has left", async () => {
    let sent: AbortSignal | undefined;
    const link = shareReads(
      {
        execute: ({ signal }) => {
          sent = signal;
          return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
        },
      },
      () => "everyone",
    );
    const [first, second] = [new AbortController(), new AbortController()];
    const answers = [first, second].map(({ signal }) => link.execute({ ...request, signal }));

    first.abort();
    await expect(answers[0]).rejects.toMatchObject({ code: "SUBGRAPH_TIMEOUT" });
    const endedWithTheFirst = sent?.aborted;
    second.abort();
    await expect(answers[1]).rejects.toMatchObject({ code: "SUBGRAPH_TIMEOUT" });

    expect([endedWithTheFirst, sent?.aborted]).toEqual([false, true]);
  });
});
