import { beforeAll, describe, expect, test } from "@jest/globals";
import { ask, type Json } from "../../support/ask.ts";
import { databases } from "../../support/databases.ts";
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

let registry: RegistryHub;
let weather: string;
let url: string;

beforeAll(async () => {
  registry = await startRegistryHub(databases[0].newSettings());
  weather = await registry.token("weather", ["read", "check", "publish", "approve"]);
  const resolvers = {
    Query: { weather: () => "fine" },
    Town: { __resolveReference: ({ id }: { id: string }) => ({ id, people: 999 }) },
  };
  const sdl = `type Query { weather: String } type Town @key(fields: "id") { id: ID! people: Int }`;
  url = (await serve({ sdl, resolvers })).url;
}, 60_000);

const publish = async (sdl: string): Promise<Json> =>
  (await registry.change(weather, "publish", { subgraph: "weather", sdl, url })).json;
const pending = async (): Promise<Json> => (await registry.read(weather, "pending")).json.pending;
const people = async () => (await ask(registry.hub.url, "{ town { people } }")).data.town.people;

describe("a change to the type of another department", () => {
  let draft: string;

  test("waits for the owner, with a time limit, and is not served", async () => {
    const { outcome, draft: kept } = await publish(taking);

    draft = kept.id;
    expect(outcome).toBe("waiting");
    expect(Date.parse(kept.dueAt) - Date.now()).toBeGreaterThan(13 * 24 * 3_600_000);
    expect(await pending()).toMatchObject([{ id: draft, subgraph: "weather", awaits: ["towns"], isReminded: false }]);
    expect(await people()).toBe(400);
  }, 60_000);

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
  }, 60_000);

  test("was approved for that change only: another one waits again, and may be refused", async () => {
    const { outcome, draft: kept } = await publish(takingMore);
    const approver = await registry.token("towns", ["approve"]);
    const { json } = await registry.change(approver, "refuse", { draft: kept.id, reason: "the names stay" });
    const late = await registry.change(approver, "approve", { draft: kept.id, reason: "after all" });

    expect([outcome, json.outcome, late.status]).toEqual(["waiting", "refused", 404]);
    const { drafts } = (await registry.read(weather, "history?subgraph=weather")).json;
    expect(drafts.map(({ status }: Json) => status)).toEqual(["refused", "published"]);
  }, 60_000);
});

describe("something that resembles another department's", () => {
  const alarms = (field: string, name: string) =>
    published(`"問い合わせ。" type Query { "警報。" ${field}: ${name} }
      "警報。" enum ${name} { "低。" LOW "中。" MIDDLE "高。" HIGH "最高。" HIGHEST }`);

  test("is asked about once: the answer is kept with its reason, and the question is not put again", async () => {
    const forecast = await registry.token("forecast");
    const wind = { subgraph: "forecast", sdl: alarms("wind", "WindLevel"), url };
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
  }, 120_000);
});
