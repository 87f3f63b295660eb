import { beforeAll, describe, expect, test } from "@jest/globals";
import { ask } from "../../support/ask.ts";
import { eventually, type HubProcess, type LogLine, startProcess } from "../../support/hub-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let hub: HubProcess & { readonly url: string };

beforeAll(async () => {
  const environment = { JINKATSU_PORT: "0", JINKATSU_DATA: temporaryFolder() };
  const started = startProcess(["tests/support/processes/serve-slow-graph.ts"], environment);
  hub = { ...started, url: await started.said(/slow: (\S+)/) };
});

const query = "query Wait($milliseconds: Int!) { slow(milliseconds: $milliseconds) }";

/** The lines about one request, once there is the last of them. */
async function linesOf(requestId: string): Promise<readonly LogLine[]> {
  const about = () => hub.log().filter((line) => line["requestId"] === requestId);
  return eventually(about, (lines) => lines.some(({ msg }) => msg === "request"));
}

describe("the access log", () => {
  test("has one line for a request, with its operation, its client and where its time went", async () => {
    await ask(
      hub.url,
      query,
      { milliseconds: 7 },
      {
        "x-request-id": "request-one",
        "apollographql-client-name": "portal",
        "apollographql-client-version": "1.2.3",
      },
    );

    const lines = await linesOf("request-one");

    expect(lines).toEqual([
      {
        level: 30,
        time: expect.any(String),
        msg: "request",
        requestId: "request-one",
        method: "POST",
        path: "/graphql",
        status: 200,
        ms: expect.any(Number),
        bytes: expect.any(Number),
        done: true,
        operation: "query",
        operationName: "Wait",
        client: "portal",
        clientVersion: "1.2.3",
        role: "writer",
        subgraphs: { slow: { calls: 1, ms: expect.any(Number) } },
      },
    ]);
    expect(Number(lines[0]?.["bytes"])).toBeGreaterThan('{"data":{"slow":"done"}}'.length);
  });

  test("has the codes of errors", async () => {
    await ask(hub.url, "{ nothing }", {}, { "x-request-id": "request-two" });

    const [line] = await linesOf("request-two");

    expect(line).toMatchObject({ status: 200, codes: ["GRAPHQL_VALIDATION_FAILED"] });
  });

  test.each([
    ["an address of a person", "taro@example.jp"],
    ["a long text", "x".repeat(65)],
    ["a beginning of a line", "{portal"],
  ])("takes no client's name that is %s", async (_, name) => {
    const requestId = `client-${name.length}`;
    await ask(hub.url, query, { milliseconds: 0 }, { "x-request-id": requestId, "graphql-client-name": name });

    const [line] = await linesOf(requestId);

    expect(line).not.toHaveProperty("client");
  });

  test("has nothing of what was said", async () => {
    await ask(hub.url, 'query Look { broken(name: "高岡花子") }', {}, { "x-request-id": "request-four" });
    await ask(hub.url, "query ($name: String!) { broken(name: $name) }", { name: "富山太郎" });

    await linesOf("request-four");

    expect(hub.stderr()).not.toMatch(/高岡花子|富山太郎|broken\(|slow\(/);
    expect(
      hub
        .stderr()
        .trim()
        .split("\n")
        .map((line) => typeof JSON.parse(line)),
    ).not.toContain("string");
  });
});
