/** Answers over HTTP, as small as their clients take them. */
import { request } from "node:http";
import zlib from "node:zlib";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { startIssuer } from "../../../support/issuer.ts";
import { startSmallHub } from "../../../support/small-hub.ts";

const text = "人材シェアリング ".repeat(20_000);
const sdl = "type Query { text(length: Int!): String }";
const resolvers = { Query: { text: (_: unknown, { length }: { length: number }) => text.slice(0, length) } };

let url = "";
let authorization = "";

beforeAll(async () => {
  const issuer = await startIssuer();
  ({ url } = await startSmallHub(
    { texts: { sdl, resolvers } },
    { JINKATSU_ISSUERS: JSON.stringify([issuer.setting]) },
  ));
  authorization = `Bearer ${await issuer.token({ roles: ["portal"] })}`;
});

interface Answer {
  readonly status: number;
  readonly encoding: string | undefined;
  readonly length: string | undefined;
  readonly vary: string | undefined;
  readonly body: Buffer;
}

function ask(length: number, headers: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = { "content-type": "application/json", ...headers };
    const outgoing = request(`${url}/graphql`, { method: "POST", headers: sent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const { "content-encoding": encoding, "content-length": told, vary } = response.headers;
        resolve({ status: response.statusCode ?? 0, encoding, length: told, vary, body: Buffer.concat(chunks) });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(JSON.stringify({ query: `{ text(length: ${length}) }` }));
  });
}

const decoders = {
  zstd: zlib.zstdDecompressSync,
  br: zlib.brotliDecompressSync,
  gzip: zlib.gunzipSync,
} as const;

describe("a long answer", () => {
  test.each([
    ["zstd", 5_000],
    ["br", 5_000],
    ["gzip", 5_000],
    ["zstd", 150_000],
    ["br", 150_000],
    ["gzip", 150_000],
  ] as const)("comes as %s to a client that asks for it (%d signs)", async (encoding, length) => {
    const { encoding: told, length: size, vary, body } = await ask(length, { "accept-encoding": encoding });

    expect([told, size, vary]).toEqual([encoding, String(body.length), expect.stringContaining("accept-encoding")]);
    expect(JSON.parse(decoders[encoding](body).toString()).data.text).toBe(text.slice(0, length));
    expect(body.length).toBeLessThan(length / 4);
  });

  test("comes as it is to a client that asks for nothing, and to one that wants no gzip", async () => {
    for (const accepted of ["identity", "gzip;q=0"]) {
      const { encoding, body } = await ask(5_000, { "accept-encoding": accepted });
      expect([encoding, JSON.parse(body.toString()).data.text.length]).toEqual([undefined, 5_000]);
    }
  });

  test("is refused in words where a client takes nothing that there is", async () => {
    const { status, body } = await ask(5_000, { "accept-encoding": "identity;q=0" });

    expect([status, JSON.parse(body.toString()).errors[0].extensions.code]).toEqual([406, "ENCODING_NOT_ACCEPTABLE"]);
  });

  test("to somebody who shows a token is not compressed, since a stranger may have chosen a part of it", async () => {
    const { encoding } = await ask(5_000, { "accept-encoding": "gzip", authorization });

    expect(encoding).toBeUndefined();
  });
});

describe("a short answer", () => {
  test("comes as it is", async () => {
    const { encoding, vary } = await ask(100, { "accept-encoding": "gzip, br, zstd" });

    expect([encoding, vary]).toEqual([undefined, expect.stringContaining("accept-encoding")]);
  });
});
