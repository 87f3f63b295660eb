/** Answers of others that have no end: what is asked for keys, sign-in, traces and schemas. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readBoundedText } from "#kit/network/bounded-text.ts";
import { createIssuerKeys } from "../../../../gateway/access/issuer-keys.ts";
import { parseLogin } from "../../../../gateway/access/session/login-settings.ts";
import { createProvider } from "../../../../gateway/access/session/provider.ts";

let server: Server;
let url: string;
let sent: number;

beforeAll(async () => {
  server = createServer(async (_, response) => {
    sent = 0;
    response.setHeader("content-type", "application/json");
    while (sent < 256 && !response.destroyed) {
      sent += 1;
      // What is written to a reader that has gone is not sent.
      if (!response.write(" ".repeat(1024 * 1024)))
        await Promise.race([once(response, "drain"), once(response, "close")]);
      await setImmediate();
    }
    response.end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("an answer without an end", () => {
  test("is given up when it is larger than it may be", async () => {
    const { body } = await fetch(url);

    await expect(readBoundedText(body ?? new ReadableStream(), 5_000_000)).rejects.toThrow(RangeError);
    expect(sent).toBeLessThan(100);
  });

  test("gives an issuer no keys, and is not read to its end", async () => {
    const find = createIssuerKeys(url, Date.now);

    await expect(find({ alg: "ES256" }, { payload: "", signature: "" })).rejects.toMatchObject({
      code: "ISSUER_UNREACHABLE",
    });
    expect(sent).toBeLessThan(100);
  });

  test("lets nobody sign in, and is not read to its end", async () => {
    const login = parseLogin(
      JSON.stringify({ issuer: url, clientId: "hub", publicUrl: "http://127.0.0.1:9", sessionSecret: "s".repeat(32) }),
    );
    if (!login) throw new TypeError("the setting is not taken");

    await expect(createProvider(login).begin()).rejects.toMatchObject({ code: "LOGIN_UNREACHABLE" });
    expect(sent).toBeLessThan(100);
  });
});
