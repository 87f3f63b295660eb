import { appendFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { createAccess } from "../../../gateway/access/access.ts";
import type { Hub } from "../../../gateway/hub.ts";
import { audience, goodClaims, type Issuer, startIssuer, trusted } from "../../support/issuer.ts";
import { post } from "../../support/raw-http.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { serveHub, subgraphOf } from "../../support/test-hub.ts";
import { forgedTokens, signedText } from "./forged-tokens.ts";

let issuer: Issuer;
let hub: Hub;
let dataFolder: string;

const who = subgraphOf("notes", "type Query { note: String }", { Query: { note: () => "read" } });

beforeAll(async () => {
  issuer = await startIssuer();
  dataFolder = temporaryFolder();
  hub = await serveHub([who], { issuers: [trusted(issuer)], mode: "production", dataFolder });
});

async function ask(authorization: string | undefined, url = hub.url) {
  const headers = authorization === undefined ? {} : { authorization };
  const { status, body, headers: answered } = await post(url, { query: "{ note }" }, headers);
  return { status, challenge: answered["www-authenticate"], ...JSON.parse(body) };
}

describe("a token", () => {
  test("that is good is let in", async () => {
    const answer = await ask(`Bearer ${await issuer.token()}`);

    expect(answer).toMatchObject({ status: 200, data: { note: "read" } });
  });

  test("is not needed to read what is public", async () => {
    expect(await ask(undefined)).toMatchObject({ status: 200, data: { note: "read" } });
  });

  test.each([
    ["expired within the leeway", () => ({ exp: Math.floor(Date.now() / 1_000) - 10 })],
    ["begins within the leeway", () => ({ nbf: Math.floor(Date.now() / 1_000) + 10 })],
    ["is for several audiences", () => ({ aud: ["https://other.test", audience] })],
    ["has roles of other programs too", () => ({ roles: ["offline_access", "auditor"] })],
    ["is a member's", () => ({ roles: ["member"], department: "welfare" })],
  ])("that %s is let in", async (_, claims) => {
    expect(await ask(`Bearer ${await issuer.token(claims())}`)).toMatchObject({ status: 200 });
  });

  test("that is written by hand, and says everything once, is let in", async () => {
    expect(await ask(`Bearer ${await signedText(issuer, '{"roles":["auditor"],')}`)).toMatchObject({ status: 200 });
  });

  test.each(forgedTokens)("that %s is refused with 401, and never taken for none", async (_, code, forge) => {
    const answer = await ask(`Bearer ${await forge(issuer)}`);

    expect(answer).toEqual({
      status: 401,
      challenge: 'Bearer realm="jinkatsu", error="invalid_token"',
      errors: [
        {
          message: expect.stringMatching(/[ぁ-ん]/),
          extensions: { code, text: expect.anything(), requestId: expect.any(String) },
        },
      ],
    });
  });

  test.each(["Basic dXNlcjpwYXNz", "Bearer", "auditor", "Token a.b.c"])("in the form %s is refused", async (text) => {
    expect(await ask(text)).toMatchObject({ status: 401, errors: [{ extensions: { code: "TOKEN_INVALID" } }] });
  });

  test("that names places to look its key up causes no look-up there", async () => {
    const other = await startIssuer();
    const places = { jku: `${other.url}/keys`, x5u: `${other.url}/keys`, kid: `${other.url}/keys` };

    const answer = await ask(`Bearer ${await other.token(goodClaims(issuer.url), places)}`);

    expect([answer.status, other.asked()]).toEqual([401, 0]);
  });

  test("is refused as an event stream is, before anything of it is sent", async () => {
    const { status, body } = await post(
      hub.url,
      { query: "{ note }" },
      { accept: "text/event-stream", authorization: "Bearer a.b.c" },
    );

    expect([status, JSON.parse(body).errors[0].extensions.code]).toEqual([401, "TOKEN_INVALID"]);
  });
});

describe("the keys of an issuer", () => {
  test("are fetched again for a key that is new, but not again and again for one that is unknown", async () => {
    const rotating = await startIssuer();
    const clock = { now: Date.now() };
    const access = createAccess({ issuers: [trusted(rotating)], mode: "production", dataFolder }, () => clock.now);
    await access.identify(`Bearer ${await rotating.token()}`);

    await rotating.rotate();
    clock.now += 31_000;
    const identity = await access.identify(`Bearer ${await rotating.token()}`);
    const unknown = await Promise.allSettled(
      [1, 2, 3].map(async (n) => access.identify(`Bearer ${await rotating.token({ jti: `${n}` }, { kid: `k${n}` })}`)),
    );

    expect(identity.roles).toEqual(["public", "auditor"]);
    expect(unknown.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(rotating.asked()).toBe(2);
  });

  test.each([0, 1, 20, 29, 31, 59, 3_600])(
    "that the issuer has taken out count no more a minute later, where the token was last shown %i s after",
    async (seconds) => {
      const withdrawing = await startIssuer();
      const clock = { now: Date.now() };
      const options = { issuers: [trusted(withdrawing)], mode: "production", dataFolder } as const;
      const access = createAccess(options, () => clock.now);
      const exp = Math.floor(clock.now / 1_000) + 86_400;
      const [token, other] = [await withdrawing.token({ exp }), await withdrawing.token({ exp, jti: "other" })];
      await access.identify(`Bearer ${token}`);
      await withdrawing.rotate();
      const withdrawn = clock.now;

      clock.now = withdrawn + seconds * 1_000;
      await access.identify(`Bearer ${token}`).catch(() => undefined);
      clock.now = withdrawn + Math.max(60, seconds) * 1_000;

      await expect(access.identify(`Bearer ${token}`)).rejects.toMatchObject({ code: "TOKEN_INVALID" });
      await expect(access.identify(`Bearer ${other}`)).rejects.toMatchObject({ code: "TOKEN_INVALID" });
    },
  );

  test("serve on through an outage, for a day", async () => {
    const failing = await startIssuer();
    const clock = { now: Date.now() };
    const access = createAccess({ issuers: [trusted(failing)], mode: "production", dataFolder }, () => clock.now);
    const longLived = { exp: Math.floor(clock.now / 1_000) + 3 * 86_400 };
    const tokens = await Promise.all(["a", "b"].map((jti) => failing.token({ ...longLived, jti })));
    await access.identify(`Bearer ${tokens[0]}`);

    await failing.stop();
    clock.now += 23 * 3_600_000;
    const later = await access.identify(`Bearer ${tokens[1]}`);
    clock.now += 2 * 3_600_000;

    expect(later.roles).toContain("auditor");
    await expect(access.identify(`Bearer ${tokens[0]}`)).rejects.toMatchObject({ code: "ISSUER_UNREACHABLE" });
  });

  test("that were never had are ours to mend, and said to be", async () => {
    const gone = await startIssuer();
    const alone = await serveHub([who], { issuers: [trusted(gone)], mode: "production" });
    const token = await gone.token();
    await gone.stop();

    const answer = await ask(`Bearer ${token}`, alone.url);

    expect(answer).toMatchObject({ status: 503, errors: [{ extensions: { code: "ISSUER_UNREACHABLE" } }] });
  });
});

describe("a token that is revoked", () => {
  const lines = [
    ["by its id", { tokenId: "stolen" }, { jti: "stolen" }, { jti: "another" }],
    [
      "by its subject and a time",
      { subject: "taro", issuedUntil: new Date().toISOString() },
      { sub: "taro", iat: Math.floor(Date.now() / 1_000) - 60 },
      { sub: "hanako", iat: Math.floor(Date.now() / 1_000) - 60 },
    ],
  ] as const;

  test.each(lines)("%s holds no more within a second, and others do", async (_, line, revoked, others) => {
    const folder = temporaryFolder();
    const clock = { now: Date.now() };
    const access = createAccess(
      { issuers: [trusted(issuer)], mode: "production", dataFolder: folder },
      () => clock.now,
    );
    const token = `Bearer ${await issuer.token(revoked)}`;
    await access.identify(token);

    appendFileSync(path.join(folder, "revoked-tokens.jsonl"), `${JSON.stringify(line)}\n`);
    clock.now += 1_000;

    await expect(access.identify(token)).rejects.toMatchObject({ code: "TOKEN_REVOKED" });
    expect(await access.identify(`Bearer ${await issuer.token(others)}`)).toMatchObject({ department: undefined });
  });

  test("in a line that cannot be read closes the hub to every token, not to the public", async () => {
    const folder = temporaryFolder();
    appendFileSync(path.join(folder, "revoked-tokens.jsonl"), '{"tokenId": 5}\n');
    const access = createAccess({ issuers: [trusted(issuer)], mode: "production", dataFolder: folder });

    const refused = access.identify(`Bearer ${await issuer.token()}`);

    await expect(refused).rejects.toMatchObject({ code: "REVOCATIONS_UNREADABLE" });
    expect((await access.identify(undefined)).roles).toEqual(["public"]);
  });
});
