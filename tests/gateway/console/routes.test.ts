import { beforeAll, describe, expect, test } from "@jest/globals";
import { parseLogin } from "../../../gateway/access/session/login-settings.ts";
import type { Hub } from "../../../gateway/hub.ts";
import { send } from "../../support/raw-http.ts";
import { serveHub, subgraphOf } from "../../support/test-hub.ts";

const hello = subgraphOf("hello", "type Query { hello: String }", { Query: { hello: () => "こんにちは" } });

const login =
  parseLogin(
    JSON.stringify({
      issuer: "http://127.0.0.1:9",
      clientId: "hub",
      publicUrl: "http://127.0.0.1:9",
      sessionSecret: "s".repeat(32),
    }),
  ) ?? null;

let hub: Hub;

beforeAll(async () => {
  hub = await serveHub([hello]);
});

const get = (path: string, { url }: { url: string } = hub) => send(url, { method: "GET", path });

describe("the console", () => {
  test("is a page at /console, and every file that it names is there", async () => {
    const page = await get("/console");
    const files = [...page.body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file = ""]) => file);

    expect(page).toMatchObject({ status: 200, headers: { "content-type": "text/html; charset=utf-8" } });
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) expect([file, (await get(file)).status]).toEqual([file, 200]);
  });

  test("lets nothing run or look but what the hub serves, and no text become markup", async () => {
    for (const path of ["/console", "/console/main.js"]) {
      const policy = String((await get(path)).headers["content-security-policy"]);

      expect(policy).not.toMatch(/unsafe|data:|https?:|\*/);
      for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"])
        expect(policy).toContain(rule);
      expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'");
    }
  });

  test("has no script and no style in its page", async () => {
    const { body } = await get("/console");

    expect(body).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\bstyle=|\son\w+=/);
  });

  test.each([
    ["a token in development", { mode: "development", login: null } as const, "token"],
    ["signing in where there is a provider", { mode: "production", login } as const, "provider"],
    ["nothing in production without one", { mode: "production", login: null } as const, "none"],
  ])("asks for %s", async (_, settings, expected) => {
    const { body } = await get("/console", await serveHub([hello], settings));

    expect(body).toContain(`<meta name="sign-in" content="${expected}" />`);
  });

  test.each([
    "/console/",
    "/console/index.html",
    "/console/tsconfig.json",
    "/console/../console.ts",
    "/console/%2e%2e/console.ts",
    "/console/answers.d.ts",
  ])("knows nothing at %s", async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test("is only read", async () => {
    expect((await send(hub.url, { method: "HEAD", path: "/console" })).status).toBe(200);
    expect((await send(hub.url, { method: "POST", path: "/console" })).status).toBe(404);
  });
});
