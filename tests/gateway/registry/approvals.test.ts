import { beforeAll, describe, expect, test } from "@jest/globals";
import { findDraft } from "../../../gateway/registry/store/drafts.ts";
import { openRegistryDatabase } from "../../../gateway/registry/store/open.ts";
import { draftTable } from "../../../gateway/registry/store/tables.ts";
import { ask, type Json } from "../../support/ask.ts";
import { databases } from "../../support/databases.ts";
import { type Issuer, startIssuer, trusted } from "../../support/issuer.ts";
import { published, type RegistryHub, serve, startRegistryHub } from "../../support/registry-hub.ts";

const own = `"問い合わせ。" type Query { "天気。" weather: String }`;
/** Takes the answers of `Town.people` from towns, whose type it is. */
const taking = published(
  `${own} "町。" type Town @key(fields: "id") { "番号。" id: ID! "人口。" people: Int @override(from: "towns") }`,
);
const takingMore = taking.replace(
  `people: Int @override(from: "towns")`,
  `people: Int @override(from: "towns") "名前。" name: String @override(from: "towns")`,
);

/** The same with a description of its own, which makes another change of it. */
const takingAnything = (why: string) => takingMore.replace('"人口。"', `"人口。${why}"`);

let registry: RegistryHub;
let issuer: Issuer;
let weather: string;
let url: string;

beforeAll(async () => {
  issuer = await startIssuer();
  registry = await startRegistryHub(databases[0].newSettings(), { issuers: [trusted(issuer)] });
  weather = await registry.token("weather", ["read", "check", "publish"]);
  const resolvers = {
    Query: { weather: () => "fine" },
    Town: { __resolveReference: ({ id }: { id: string }) => ({ id, people: 999 }) },
  };
  const sdl = `type Query { weather: String } type Town @key(fields: "id") { id: ID! people: Int }`;
  url = (await serve({ sdl, resolvers })).url;
}, 400_000);

const publish = async (sdl: string): Promise<Json> =>
  (await registry.change(weather, "publish", { subgraph: "weather", sdl, url })).json;
const pending = async (): Promise<Json> => (await registry.read(weather, "pending")).json.pending;
const people = async () => (await ask(registry.hub.url, "{ town { people } }")).data.town.people;

/** What was taken once is nobody's any more: it is given back first. */
async function proposeAnew(why: string): Promise<Json> {
  await publish(published(own));
  return publish(takingAnything(why));
}

/** As if it had been proposed so much earlier. */
async function letDaysPass(draft: string, days: number): Promise<void> {
  const database = await openRegistryDatabase(registry.settings);
  const earlier = (time: string) => new Date(Date.parse(time) - days * 24 * 3_600_000).toISOString();
  await database.transaction(async (manager) => {
    const row = await findDraft(manager, draft);
    if (!row?.dueAt) throw new Error(`no draft ${draft} waits`);
    await manager.update(draftTable.entity, { id: draft }, { at: earlier(row.at), dueAt: earlier(row.dueAt) });
  });
  await database.close();
}

describe("a change to the type of another department", () => {
  let draft: string;

  test("waits for the owner, with a time limit, and is not served", async () => {
    const { outcome, draft: kept } = await publish(taking);

    draft = kept.id;
    expect(outcome).toBe("waiting");
    expect(Date.parse(kept.dueAt) - Date.now()).toBeGreaterThan(13 * 24 * 3_600_000);
    expect(await pending()).toMatchObject([{ id: draft, subgraph: "weather", awaits: ["towns"], isReminded: false }]);
    expect(await people()).toBe(400);
  }, 400_000);

  test("is approved neither by who wants it, nor by a third, nor by the owner's pipeline without the right to", async () => {
    const third = await registry.token("sea", ["approve"]);
    const pipeline = await registry.token("towns", ["publish"]);

    for (const token of [weather, third, pipeline]) {
      const { status } = await registry.change(token, "approve", { draft, reason: "mine" });
      expect(status).toBe(403);
    }
    expect(await people()).toBe(400);
  });

  test("is not decided by a deputy before the approver was reminded", async () => {
    const deputy = await registry.token("towns", ["deputise"]);

    const { status, json } = await registry.change(deputy, "approve", { draft, reason: "away" });

    expect([status, json.errors[0].extensions.code]).toEqual([400, "DEPUTY_TOO_EARLY"]);
  });

  test("is published with the owner's approval, for which a reason is given", async () => {
    const approver = await registry.token("towns", ["approve"]);
    const without = await registry.change(approver, "approve", { draft, reason: " " });
    const { json } = await registry.change(approver, "approve", { draft, reason: "agreed on Monday" });

    expect(without.status).toBe(400);
    expect(json).toMatchObject({
      outcome: "approved",
      publishing: { outcome: "published", served: { isServed: true } },
    });
    expect(await people()).toBe(999);
    expect(await pending()).toEqual([]);
  }, 400_000);

  test("was approved for that change only: another one waits again, and may be refused", async () => {
    const { outcome, draft: kept } = await publish(takingMore);
    const approver = await registry.token("towns", ["approve"]);
    const { json } = await registry.change(approver, "refuse", { draft: kept.id, reason: "the names stay" });
    const late = await registry.change(approver, "approve", { draft: kept.id, reason: "after all" });

    expect([outcome, json.outcome, late.status]).toEqual(["waiting", "refused", 409]);
    const { drafts } = (await registry.read(weather, "history?subgraph=weather")).json;
    expect(drafts.map(({ status }: Json) => status)).toEqual(["refused", "published"]);
  }, 400_000);
});

describe("a change that its owner has refused", () => {
  test("may be proposed again, and the owner may think better of it", async () => {
    const approver = await registry.token("towns", ["approve"]);
    const again = await publish(takingMore);

    const { json } = await registry.change(approver, "approve", { draft: again.draft.id, reason: "the names go too" });

    expect([again.outcome, json.publishing?.outcome]).toEqual(["waiting", "published"]);
  }, 400_000);
});

describe("a change that waits for long", () => {
  test("is listed with a reminder after a week, and a deputy may decide from then on", async () => {
    const { draft } = await proposeAnew("first");
    const deputy = await registry.token("towns", ["deputise"]);
    await letDaysPass(draft.id, 6.9);
    const early = await registry.change(deputy, "approve", { draft: draft.id, reason: "away" });
    const before = await pending();
    await letDaysPass(draft.id, 0.2);

    const after = await pending();
    const { json } = await registry.change(deputy, "approve", { draft: draft.id, reason: "the approver is away" });

    expect([early.status, before[0].isReminded, after[0].isReminded]).toEqual([400, false, true]);
    expect(json.publishing?.outcome).toBe("published");
  }, 400_000);

  test("is let go after two weeks: nobody can approve it any more, and it may be proposed again", async () => {
    const { draft } = await proposeAnew("second");
    const approver = await registry.token("towns", ["approve"]);
    await letDaysPass(draft.id, 14.1);

    const late = await registry.change(approver, "approve", { draft: draft.id, reason: "at last" });
    const waiting = await pending();
    const { drafts } = (await registry.read(weather, "history?subgraph=weather")).json;
    const again = await proposeAnew("second");

    const { status } = drafts.find(({ id }: Json) => id === draft.id);
    expect([late.status, waiting, status, again.outcome]).toEqual([404, [], "expired", "waiting"]);
  }, 400_000);
});

describe("a person with a token of the prefecture's own issuer", () => {
  const person = (subject: string, roles: readonly string[], department: string, scope = "") =>
    issuer.token({ sub: subject, roles, department, scope });

  test("publishes as a member, and approves as an approver of the department whose type it is", async () => {
    const member = await person("hanako", ["member"], "weather");
    await publish(published(own));
    const sent = await registry.change(member, "publish", { subgraph: "weather", sdl: takingAnything("third"), url });
    const draft = sent.json.draft.id;
    const decide = async (token: string) =>
      (await registry.change(token, "approve", { draft, reason: "agreed" })).status;

    const refused = [
      await decide(member),
      await decide(await person("jiro", ["member"], "towns")),
      await decide(await person("saburo", ["approver"], "sea")),
      await decide(await person("shiro", ["auditor"], "towns")),
      await decide(await person("goro", ["member"], "towns", "registry:deputise")),
    ];
    const approved = await decide(await person("taro", ["approver"], "towns"));

    expect([sent.json.outcome, refused, approved]).toEqual(["waiting", [403, 403, 403, 403, 400], 200]);
    const { versions } = (await registry.read(weather, "history?subgraph=weather")).json;
    expect(versions[0].author).toMatch(/^person [0-9a-f]{16}$/);
  }, 400_000);
});

describe("something that resembles another department's", () => {
  const alarms = (field: string, name: string) =>
    published(`"問い合わせ。" type Query { "警報。" ${field}: ${name} }
      "警報。" enum ${name} { "低。" LOW "中。" MIDDLE "高。" HIGH "最高。" HIGHEST }`);

  test("is asked about once: the answer is kept with its reason, and the question is not put again", async () => {
    const forecast = await registry.token("forecast");
    const wind = { subgraph: "forecast", sdl: alarms("wind", "WindLevel"), url: `${url}/forecast` };
    expect((await registry.change(forecast, "publish", wind)).json.outcome).toBe("published");
    const sea = await registry.token("sea");
    const send = (name: string, body: object) => registry.change(sea, name, { subgraph: "sea", ...body });

    const before = await send("check", { sdl: alarms("wave", "WaveLevel") });
    const answered = await send("answer", {
      coordinate: "WaveLevel",
      other: "WindLevel",
      answer: "different",
      reason: "heights of waves, not of wind",
    });
    const after = await send("check", { sdl: alarms("wave", "WaveLevel") });

    const overlapIn = ({ json }: { readonly json: Json }) =>
      json.results.find(({ check }: Json) => check === "overlap").findings.map(({ resembles }: Json) => resembles);
    expect(overlapIn(before)).toEqual([{ coordinate: "WindLevel", owner: "forecast" }]);
    expect(answered.json).toMatchObject({
      outcome: "answered",
      owner: "forecast",
      author: expect.stringMatching(/^token/),
    });
    expect(overlapIn(after)).toEqual([]);
  }, 400_000);
});
