/** What stands around an operation: headers, languages, ids and cursors, from somebody who means ill. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import { decodeCursor } from "#kit/graphql/paging.ts";
import { decodeGlobalId } from "#kit/records/global-id.ts";
import { languageOf } from "#kit/server/tell-reader.ts";
import type { Hub } from "../../gateway/hub.ts";
import { growthOf, linearAtMost } from "../support/growth.ts";
import { send } from "../support/raw-http.ts";
import { serveHub } from "../support/test-hub.ts";
import { jobs, people } from "./telemetry/town.ts";

let hub: Hub;

beforeAll(async () => {
  hub = await serveHub([people, jobs]);
});

const asked = (headers: Readonly<Record<string, string>>, path = "/graphql") =>
  send(hub.url, {
    path,
    headers: { "content-type": "application/json", ...headers },
    body: '{"query":"{ __typename }"}',
    agent: false,
  });

describe("the headers of a request", () => {
  test.each([
    ["one header", { "x-long": "x".repeat(20_000) }],
    ["a cookie", { cookie: `jinkatsu-session=${"x".repeat(20_000)}` }],
    ["many headers", Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`x-${at}`, "x".repeat(20)]))],
  ])("are refused where they have more than 16 KiB", async (_, headers) => {
    expect((await asked(headers)).status).toBe(431);
    expect((await asked({})).status).toBe(200);
  });

  test("are refused with an address of more than 16 KiB", async () => {
    expect((await asked({}, `/graphql?query=${"x".repeat(20_000)}`)).status).toBe(431);
  });
});

describe("the languages that a reader wants", () => {
  test("are looked for in so much of the header", () => {
    expect(languageOf({ "accept-language": `${"fr,".repeat(100)}ja` })).toBe("ja");
    expect(languageOf({ "accept-language": `${"fr,".repeat(200)}ja` })).toBeUndefined();
  });
});

describe("ids and cursors of somebody's own making", () => {
  test.each([
    ["ids", (text: string) => decodeGlobalId(text)],
    ["cursors", (text: string) => decodeCursor(text)],
  ])("take work that grows with their length", async (_, decode) => {
    const growth = await growthOf((length) => {
      const text = Buffer.from(JSON.stringify(`A:${":".repeat(length)}`)).toString("base64url");
      return () => decode(text);
    }, 12_000);

    expect(growth).toBeLessThan(linearAtMost);
  });
});
