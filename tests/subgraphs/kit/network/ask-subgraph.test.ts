import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, test } from "@jest/globals";
import { askSubgraph } from "#kit/network/ask-subgraph.ts";
import { usualNetworks } from "#kit/network/networks.ts";

const everywhere = usualNetworks("development");
const closing: (() => void)[] = [];

afterAll(() => {
  for (const close of closing) close();
});

/** @returns its port, and how often it was asked */
async function serve(answer: RequestListener) {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    answer(request, response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked: () => asked };
}

const ask = (url: string, patience = 5_000) =>
  askSubgraph(url, { query: "{ x }" }, { sign: () => ({ "x-signed": "yes" }), networks: everywhere }, patience);

describe("a subgraph that a department has said where it is", () => {
  test("is asked by POST, with a signature", async () => {
    const { port } = await serve((request, response) => {
      response.end(JSON.stringify({ data: [request.method, request.headers["x-signed"]] }));
    });

    expect(await ask(`http://127.0.0.1:${port}/graphql`)).toEqual({ data: ["POST", "yes"] });
  });

  test.each(["http://169.254.169.254/latest/meta-data", "http://[fe80::1]/graphql", "http://0.0.0.0/graphql"])(
    "is never %s",
    async (url) => {
      await expect(ask(url)).rejects.toThrow("JINKATSU_SUBGRAPH_NETWORKS");
    },
  );

  test("is followed nowhere else", async () => {
    const other = await serve((_request, response) => void response.end('{"data":"stolen"}'));
    const { port } = await serve((_request, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${other.port}/` }).end("{}");
    });

    await expect(ask(`http://127.0.0.1:${port}/graphql`)).rejects.toThrow("307");
    expect(other.asked()).toBe(0);
  });

  test("is heard no longer than it may say", async () => {
    const { port } = await serve((_request, response) => {
      const part = Buffer.alloc(1024 * 1024, " ");
      const write = () => {
        while (!response.destroyed && response.write(part));
      };
      response.on("drain", write);
      write();
    });

    await expect(ask(`http://127.0.0.1:${port}/graphql`, 60_000)).rejects.toThrow("is over");
  }, 400_000);

  test("is not waited for when it says nothing", async () => {
    const { port } = await serve(() => undefined);

    await expect(ask(`http://127.0.0.1:${port}/graphql`, 100)).rejects.toThrow();
  });
});
