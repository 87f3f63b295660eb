import { describe, expect, test } from "@jest/globals";
import { standardLimits } from "../../../gateway/limits/limits.ts";
import { eventually } from "../../support/hub-process.ts";
import { connectTo, countOf } from "../../support/raw-connection.ts";
import { post } from "../../support/raw-http.ts";
import { openHub, subgraphOf } from "../../support/test-hub.ts";

let pages = 0;
/** More than the kernels of both sides keep for a client that reads nothing. */
const long = "x".repeat(6 * 1024 * 1024);

const library = subgraphOf(
  "library",
  'type Query { page: Page } type Page @key(fields: "id") { id: ID! text: String }',
  {
    Query: {
      page: () => {
        pages++;
        return { id: "1", text: long };
      },
    },
    Page: { __resolveReference: () => ({ id: "1", text: long }) },
  },
);

async function serve(limits: Partial<typeof standardLimits> = {}) {
  const callerName = () => "somebody";
  const hub = await openHub({ limits: { ...standardLimits, ...limits }, largestAnswer: 99_999_999 }, { callerName });
  await hub.serve({ local: [library], elsewhere: [] });
  return { hub, client: await connectTo(hub.port) };
}

function asked(query: string, accept = "application/json"): string {
  const body = JSON.stringify({ query });
  const head = `host: x\r\naccept: ${accept}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
  return `POST /graphql HTTP/1.1\r\n${head}\r\n\r\n${body}`;
}

async function unreadOf(hub: Awaited<ReturnType<typeof serve>>["hub"]): Promise<number> {
  const family = (await hub.metrics()).find(({ name }) => name === "jinkatsu_quota_taken");
  return family?.series['{quota="unread_bytes"}'] ?? 0;
}

describe("pages that a client asks for ahead and never reads", () => {
  test.each([
    ["whole", "{ page { text } }", "application/json"],
    ["in parts", "{ page { id ... @defer { text } } }", "multipart/mixed;deferSpec=20220824"],
  ])("are made one at a time, %s, while others are answered", async (_, query, accept) => {
    const { hub, client } = await serve();
    const before = pages;
    client.socket.pause();

    await client.say(asked(query, accept).repeat(10));
    const unread = await eventually(
      () => unreadOf(hub),
      (bytes) => bytes > 0,
    );
    const bystander = await post(hub.url, { query: "{ __typename }" });

    expect(bystander.status).toBe(200);
    expect(pages - before).toBe(1);
    expect(unread).toBeLessThan(2 * long.length);
    client.socket.destroy();
    await eventually(
      () => unreadOf(hub),
      (bytes) => bytes === 0,
    );
    expect(pages - before).toBe(1);
  });
});

describe("a client that goes on after 429", () => {
  test("is closed with the second, and what it has sent behind is not looked at", async () => {
    const { client } = await serve({ requests: 1 });

    await client.say(asked("{ __typename }").repeat(6));

    const text = await client.closed;
    expect([countOf(text, /HTTP\/1.1 200/), countOf(text, /HTTP\/1.1 429/)]).toEqual([1, 2]);
  });
});
