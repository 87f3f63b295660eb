import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Issuer as TrustedIssuer } from "../../../gateway/access/issuers.ts";
import { standardLimits } from "../../../gateway/limits/limits.ts";
import { audience, type Issuer, startIssuer } from "../../support/issuer.ts";
import { post } from "../../support/raw-http.ts";
import { openHub, subgraphOf } from "../../support/test-hub.ts";
import { overWebSocket, rest } from "../streams/changing-towns.ts";
import { answerLater, townsSdl } from "./limited-towns.ts";

const towns = subgraphOf("towns", townsSdl, {
  Query: { town: () => ({ name: "Himi" }), later: answerLater.resolve },
});

let issuer: Issuer;

beforeAll(async () => {
  issuer = await startIssuer();
});

/** A hub to which a test can come from any address. */
async function start(limits: Partial<typeof standardLimits>) {
  const issuers = [
    { ...issuer.setting, audience: [audience], roles: ["auditor"], scopes: "all" },
  ] as unknown as TrustedIssuer[];
  const hub = await openHub(
    { limits: { ...standardLimits, ...limits }, issuers },
    { callerName: ({ headers }) => headers["x-test-address"]?.toString() },
  );
  await hub.serve({ local: [towns], elsewhere: [] });
  return hub;
}

const question = { query: "{ town { name } }" };
const from = (address: string) => ({ "x-test-address": address });
const as = async (sub: string, more: object = {}) => ({
  authorization: `Bearer ${await issuer.token({ sub, ...more })}`,
});
const forged = async (sub: string) => ({
  authorization: `Bearer ${(await issuer.token({ sub })).slice(0, -8)}AAAAAAAA`,
});

describe("a caller with a token", () => {
  test("is one caller from every address, and with every token", async () => {
    const hub = await start({ requests: 3 });
    const asked = async (address: string, jti: string) =>
      (await post(hub.url, question, { ...from(address), ...(await as("hanako", { jti })) })).status;

    const answered = [await asked("a", "1"), await asked("b", "2"), await asked("c", "3")];

    expect([answered, await asked("d", "4")]).toEqual([[200, 200, 200], 429]);
  });

  test("is limited on this machine too, where others are not", async () => {
    const hub = await start({ requests: 1 });
    const hanako = await as("hanako");

    const statuses = [await post(hub.url, question, hanako), await post(hub.url, question, hanako)];

    expect(statuses.map(({ status }) => status)).toEqual([200, 429]);
  });

  test("is not held back by others at its address", async () => {
    const hub = await start({ requests: 1 });
    const anybody = async () => (await post(hub.url, question, from("a"))).status;
    expect([await anybody(), await anybody()]).toEqual([200, 429]);

    const { status } = await post(hub.url, question, { ...from("a"), ...(await as("hanako")) });

    expect(status).toBe(200);
  });

  test("has its own cost under way", async () => {
    const hub = await start({ costAtOnce: 3 });
    const hanako = { ...from("a"), ...(await as("hanako")) };
    const underWay = post(hub.url, { query: "{ later { twin { name } } }" }, hanako);
    const finish = await answerLater.asked();

    const refused = await post(hub.url, { query: "{ town { twin { name } } }" }, { ...hanako, ...from("b") });
    const other = await post(hub.url, { query: "{ town { twin { name } } }" }, { ...from("a"), ...(await as("taro")) });
    finish();
    await underWay;

    expect([refused.status, other.status]).toEqual([429, 200]);
  });

  test("is the same over a WebSocket that says its token in the first message", async () => {
    const hub = await start({ requests: 1 });
    const hanako = await as("hanako");
    expect((await post(hub.url, question, hanako)).status).toBe(200);

    const [answer] = await rest(overWebSocket(hub.url, {}, hanako).subscribe(question));

    expect(answer.errors[0].extensions.code).toBe("RATE_EXCEEDED");
  });
});

describe("a token that proves nothing", () => {
  test("takes nothing from the one whose name it bears", async () => {
    const hub = await start({ requests: 1 });
    const attempts = [await post(hub.url, question, { ...from("a"), ...(await forged("hanako")) })];
    attempts.push(await post(hub.url, question, { ...from("b"), ...(await forged("hanako")) }));

    const { status } = await post(hub.url, question, { ...from("a"), ...(await as("hanako")) });

    expect([...attempts.map((each) => each.status), status]).toEqual([401, 401, 200]);
  });

  test("counts for the address that it comes from, whatever name it bears", async () => {
    const hub = await start({ requests: 2 });
    const attempt = async (sub: string) => {
      const { status, headers } = await post(hub.url, question, { ...from("a"), ...(await forged(sub)) });
      return [status, headers["retry-after"] !== undefined];
    };

    const attempts = [await attempt("x"), await attempt("y"), await attempt("z")];

    expect(attempts).toEqual([
      [401, false],
      [401, false],
      [429, true],
    ]);
  });
});
