import { appendFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { type Access, createAccess } from "../../../gateway/access/access.ts";
import { parseIssuers, type Issuer as TrustedIssuer } from "../../../gateway/access/issuers.ts";
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
    ["says that it is for access, as Keycloak says it", () => ({ typ: "Bearer" })],
    ["ends in ten years and was issued today", () => ({ exp: Math.floor(Date.now() / 1_000) + 10 * 365 * 86_400 })],
  ])("that %s is let in", async (_, claims) => {
    expect(await ask(`Bearer ${await issuer.token(claims())}`)).toMatchObject({ status: 200 });
  });

  test.each(["at+jwt", "application/at+jwt", "AT+JWT", "JWT"])("of the type %s is let in", async (typ) => {
    expect(await ask(`Bearer ${await issuer.token({}, { typ })}`)).toMatchObject({ status: 200 });
  });

  test("that ends in ten years counts for a day after it was issued, or as long as its issuer may say", async () => {
    const clock = { now: Date.now() };
    const token = `Bearer ${await issuer.token({ exp: Math.floor(clock.now / 1_000) + 10 * 365 * 86_400 })}`;
    const believing = (more: Partial<TrustedIssuer>) => {
      const issuers = [trusted(issuer, ["auditor"], more)];
      return createAccess({ issuers, mode: "production", dataFolder }, () => clock.now);
    };
    const [usual, brief] = [believing({}), believing({ longestLifeSeconds: 3_600 })];
    const outcome = (access: Access) =>
      access.identify(token).then(
        () => "let in",
        ({ code }) => code,
      );
    const hoursLater = async (hours: number) => {
      clock.now = Date.now() + hours * 3_600_000;
      return [await outcome(usual), await outcome(brief)];
    };

    expect([
      await hoursLater(0),
      await hoursLater(0.9),
      await hoursLater(1.1),
      await hoursLater(23.9),
      await hoursLater(24.1),
    ]).toEqual([
      ["let in", "let in"],
      ["let in", "let in"],
      ["let in", "TOKEN_EXPIRED"],
      ["let in", "TOKEN_EXPIRED"],
      ["TOKEN_EXPIRED", "TOKEN_EXPIRED"],
    ]);
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
    const access = createAccess(
      { issuers: [trusted(failing, ["auditor"], { longestLifeSeconds: 7 * 86_400 })], mode: "production", dataFolder },
      () => clock.now,
    );
    // Tokens that outlast the keys.
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

  const lineOf = (issuers: readonly Issuer[], line: object) => {
    const folder = temporaryFolder();
    appendFileSync(path.join(folder, "revoked-tokens.jsonl"), `${JSON.stringify(line)}\n`);
    const access = createAccess({
      issuers: issuers.map((each) => trusted(each)),
      mode: "production",
      dataFolder: folder,
    });
    return async (from: Issuer) => {
      const token = await from.token({ jti: "one", sub: "taro", iat: Math.floor(Date.now() / 1_000) - 60 });
      return access.identify(`Bearer ${token}`).then(
        () => "let in",
        ({ code }) => code,
      );
    };
  };
  const now = () => new Date().toISOString();

  test.each<[string, object]>([
    ["its id", { tokenId: "one" }],
    ["its subject", { subject: "taro", issuedUntil: now() }],
  ])("by %s and its issuer leaves those of another issuer alone", async (_, line) => {
    const other = await startIssuer();
    const outcome = lineOf([issuer, other], { ...line, issuer: issuer.url });

    expect([await outcome(issuer), await outcome(other)]).toEqual(["TOKEN_REVOKED", "let in"]);
  });

  test.each<[string, object]>([
    ["by no issuer", {}],
    ["by an issuer that nobody knows", { issuer: "https://id.example.jp" }],
  ])("%s is revoked of all of them", async (_, more) => {
    const other = await startIssuer();
    const outcome = lineOf([issuer, other], { tokenId: "one", ...more });

    expect([await outcome(issuer), await outcome(other)]).toEqual(["TOKEN_REVOKED", "TOKEN_REVOKED"]);
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

describe("the scopes of a token", () => {
  const scopesGiven = async (
    more: object,
    claims: Readonly<Record<string, string>> = { scope: "read registry:deputise" },
  ) => {
    const stated = { ...issuer.setting, audience, ...more };
    const [parsed] = parseIssuers(JSON.stringify([stated])) ?? [];
    if (!parsed) throw new TypeError("the setting is not taken");
    const access = createAccess({ issuers: [parsed], mode: "production", dataFolder });
    return access.identify(`Bearer ${await issuer.token(claims)}`).then(
      ({ scopes }) => scopes,
      ({ code }) => code,
    );
  };
  const limited = { roles: ["auditor"] };

  test.each<[string, object, readonly string[]]>([
    ["all that an issuer without limits names", {}, ["read", "registry:deputise"]],
    ["none, where its issuer is limited in roles and nothing is said of scopes", limited, []],
    ["none, where its issuer is given none", { scopes: [] }, []],
    ["those that its issuer may give", { ...limited, scopes: ["read", "write"] }, ["read"]],
  ])("are %s", async (_, setting, expected) => {
    expect(await scopesGiven(setting)).toEqual(expected);
  });

  test("are none where it names none", async () => {
    expect(await scopesGiven({}, {})).toEqual([]);
  });

  test("are to hold the one that its issuer's must have, or it is none", async () => {
    const demanding = { requiredScope: "jinkatsu" };

    expect([await scopesGiven(demanding), await scopesGiven(demanding, {})]).toEqual([
      "TOKEN_INVALID",
      "TOKEN_INVALID",
    ]);
    expect(await scopesGiven(demanding, { scope: "jinkatsu" })).toEqual(["jinkatsu"]);
  });

  test.each<[object]>([
    [{ scopes: "" }],
    [{ scopes: [1] }],
    [{ longestLifeSeconds: 0 }],
    [{ longestLifeSeconds: "1d" }],
  ])("are not read from a setting with %j", (more) => {
    expect(parseIssuers(JSON.stringify([{ ...issuer.setting, ...more }]))).toBeUndefined();
  });
});
