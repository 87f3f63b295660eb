import { beforeAll, expect, test } from "@jest/globals";
import { openRegistryDatabase } from "../../../gateway/registry/store/open.ts";
import { draftTable } from "../../../gateway/registry/store/tables.ts";
import { ask, type Json } from "../../support/ask.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { provenCaller } from "../../support/proven-caller.ts";
import { published, type RegistryHub, serve, startRegistryHub } from "../../support/registry-hub.ts";

const sdlOf = (fields: string) => published(`"問い合わせ。" type Query { ${fields} }`);
const wind = `"風。" wind: String`;
const snow = `"雪。" snow: Int`;
const weather = `"天気。" weather: String`;

describeOnDatabases("what breaks clients and is to go all the same", (on) => {
  let registry: RegistryHub;
  let settings: RegistryHub["settings"];
  let pipeline: string;
  let url: string;

  const change = async (name: string, body: object): Promise<Json> =>
    (await registry.change(pipeline, name, { subgraph: "weather", ...body })).json;
  const publish = (sdl: string, more: object = {}) => change("publish", { sdl, url, ...more });
  const accepting = (...coordinates: readonly string[]) => ({
    accept: coordinates.map((coordinate) => `CHANGE_BREAKS_CLIENT:${coordinate}`),
    reason: "the sensor is gone",
  });
  const approve = async (draft: string, by = "taro", department = "weather") =>
    registry.change(await registry.token(department, ["approve"], by), "approve", {
      draft,
      reason: "agreed on Monday",
    });
  const codesOf = ({ results }: Json) =>
    results.flatMap(({ findings = [] }: Json) => findings).map(({ code, severity }: Json) => `${severity} ${code}`);

  const use = async (field: string, client: string) => {
    await ask(registry.hub.url, `query Look { ${field} }`, {}, await provenCaller(settings.dataFolder, client));
  };

  beforeAll(async () => {
    settings = on.newSettings();
    registry = await startRegistryHub(settings, { usageDays: 400 });
    await ask(registry.hub.url, "{ town { name } }");
    pipeline = await registry.token("weather", ["read", "check", "publish"], "hanako");
    const resolvers = { Query: { weather: () => "fine", wind: () => "north", snow: () => 3 } };
    url = (await serve({ sdl: "type Query { weather: String wind: String snow: Int }", resolvers })).url;
    await publish(sdlOf(`${weather} ${wind} ${snow}`));
    await use("snow", "portal");
  }, 400_000);

  test("is refused without a word to let it pass, and says how to ask for it", async () => {
    const { outcome, results } = await publish(sdlOf(`${weather} ${wind}`));

    expect(outcome).toBe("rejected");
    expect(JSON.stringify(results)).toContain("--accept CHANGE_BREAKS_CLIENT:Query.snow --reason");
    expect(JSON.stringify(results)).toContain("portal uses it in Look");
  }, 400_000);

  test("is not asked for without a reason, nor by a name that is none", async () => {
    const sdl = sdlOf(`${weather} ${wind}`);
    const [without, misnamed] = await Promise.all([
      publish(sdl, { ...accepting("Query.snow"), reason: " " }),
      publish(sdl, { accept: ["EVERYTHING:Query.snow"], reason: "why not" }),
    ]);

    expect(without.errors[0].extensions.code).toBe("REASON_MISSING");
    expect(misnamed.errors[0].extensions.code).toBe("ACCEPT_INVALID");
    expect(misnamed.errors[0].message).toContain("EVERYTHING:Query.snow");
  }, 400_000);

  test("stays refused where another place is named, and is told that nothing is found there", async () => {
    const mistyped = await publish(sdlOf(`${weather} ${wind}`), accepting("Query.snoww"));

    expect(mistyped.outcome).toBe("rejected");
    expect(codesOf(mistyped)).toEqual(
      expect.arrayContaining(["error CHANGE_BREAKS_CLIENT", "notice ACCEPT_WITHOUT_FINDING"]),
    );
  }, 400_000);

  test("waits for the approver of the type, who is never the one who wants it, nor of another department", async () => {
    const { outcome, draft } = await publish(sdlOf(`${weather} ${wind}`), accepting("Query.snow"));
    const own = await approve(draft.id, "hanako");
    const foreign = await approve(draft.id, "taro", "towns");
    const { pending } = (await registry.read(pipeline, "pending")).json;

    expect([outcome, own.status, own.json.errors[0].extensions.code]).toEqual(["waiting", 403, "APPROVAL_BY_WANTER"]);
    expect(foreign.status).toBe(403);
    expect(pending[0]).toMatchObject({ id: draft.id, awaits: ["weather"] });
    expect(pending[0].findings[0].message.en).toContain("the sensor is gone");
    expect((await ask(registry.hub.url, "{ snow }")).data).toEqual({ snow: 3 });
  }, 400_000);

  test("is not accepted for a client that began to use it after it was asked for", async () => {
    const { draft } = await publish(sdlOf(`${weather} ${wind}`), accepting("Query.snow"));
    await use("snow", "tourism");

    const { json } = await approve(draft.id);

    expect(json.publishing.outcome).toBe("waiting");
    expect(JSON.stringify(json.publishing.results)).toContain("tourism");
    expect((await ask(registry.hub.url, "{ snow }")).data).toEqual({ snow: 3 });
  }, 400_000);

  test("goes with the approval, however often it is used meanwhile, and the history says whom it broke and why", async () => {
    const { draft } = await publish(sdlOf(`${weather} ${wind}`), accepting("Query.snow"));
    await use("snow", "portal");
    const { json } = await approve(draft.id);
    const { versions } = (await registry.read(pipeline, "history?subgraph=weather")).json;

    expect(json.publishing).toMatchObject({ outcome: "published", version: { version: 2 } });
    expect(codesOf(json.publishing)).toContain("warning CHANGE_BREAKS_CLIENT");
    expect(versions[0].accepted).toEqual([
      {
        code: "CHANGE_BREAKS_CLIENT",
        coordinate: "Query.snow",
        clients: ["portal", "tourism"],
        reason: "the sensor is gone",
        approvals: [
          { department: "weather", author: expect.stringContaining("token test"), reason: "agreed on Monday" },
        ],
      },
    ]);
    expect((await ask(registry.hub.url, "{ snow }")).errors).toHaveLength(1);
  }, 400_000);

  test("cannot be approved any more when its time is over", async () => {
    await use("wind", "portal");
    const { draft } = await publish(sdlOf(weather), accepting("Query.wind"));
    const database = await openRegistryDatabase(settings);
    const over = new Date(Date.now() - 1_000).toISOString();
    await database.transaction((manager) => manager.update(draftTable.entity, { id: draft.id }, { dueAt: over }));
    await database.close();

    const { status } = await approve(draft.id);

    expect(status).toBe(404);
    expect((await ask(registry.hub.url, "{ wind }")).data).toEqual({ wind: "north" });
  }, 400_000);

  test("a return to what was served before counts what was used since it was replaced, and nothing before", async () => {
    // Portal and tourism used `snow`, but before it was served anew.
    await publish(sdlOf(`${weather} ${wind} ${snow}`));
    const back = await change("rollback", { to: 2 });

    expect(back).toMatchObject({ outcome: "published", version: { version: 4, action: "rolledBack", restores: 2 } });
    expect(codesOf(back)).toContain("notice CHANGE_UNUSED");
  }, 400_000);

  test("a return to what was served before is refused for what was used since, or waits as a rollback", async () => {
    await publish(sdlOf(`${weather} ${wind} ${snow}`));
    await use("snow", "harbour");

    const refused = await change("rollback", { to: 2 });
    const { outcome, draft } = await change("rollback", { to: 2, ...accepting("Query.snow") });
    const { json } = await approve(draft.id);

    expect([refused.outcome, outcome]).toEqual(["rejected", "waiting"]);
    expect(JSON.stringify(refused.results)).toMatch(/times since \d{4}-\d\d-\d\d, when this version was replaced/);
    expect(json.publishing.version).toMatchObject({ version: 6, action: "rolledBack", restores: 2 });
  }, 400_000);

  test("a deletion waits likewise, and takes the subgraph out when it is approved", async () => {
    const refused = await change("delete", {});
    const { outcome, draft } = await change("delete", accepting("Query.wind"));
    const { json } = await approve(draft.id);

    expect([refused.outcome, outcome]).toEqual(["refused", "waiting"]);
    expect(json.publishing).toMatchObject({ outcome: "deleted", version: { version: 7, action: "deleted" } });
    expect((await ask(registry.hub.url, "{ wind }")).errors).toHaveLength(1);
  }, 400_000);
});
