import { expect, test } from "@jest/globals";
import { ask } from "../../support/ask.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { published, type RegistryHub, serve, startRegistryHub } from "../../support/registry-hub.ts";

const first = published(`"問い合わせ。" type Query { "天気。" weather: String "風。" wind: String }`);
const more = published(`"問い合わせ。" type Query { "天気。" weather: String "風。" wind: String "雪。" snow: Int }`);

const resolvers = { Query: { weather: () => "fine", wind: () => "north", snow: () => 3 } };

describeOnDatabases("a department that publishes", (on) => {
  let registry: RegistryHub;
  let token: string;
  let url: string;

  const publish = (sdl: string, body: object = {}) =>
    registry.change(token, "publish", { subgraph: "weather", sdl, url, ...body });
  const asked = async (query: string) => (await ask(registry.hub.url, query)).data;

  test("is served as soon as it is told so, with what runs beside it", async () => {
    const settings = on.newSettings();
    registry = await startRegistryHub(settings);
    token = await registry.token("weather");
    url = (await serve({ sdl: `type Query { weather: String wind: String snow: Int }`, resolvers })).url;

    const { status, json } = await publish(first, { message: "why", gitCommit: "0123456789abcdef" });

    expect([status, json.outcome, json.served.isServed]).toEqual([200, "published", true]);
    expect(json.version).toMatchObject({ version: 1, url, message: "why", gitCommit: "0123456789abcdef" });
    expect(json.version.author).toMatch(/^token test \([0-9a-f]{16}\)$/);
    expect(await asked("{ weather town { name } }")).toEqual({ weather: "fine", town: { name: "Toyama" } });
  }, 400_000);

  test("says the same twice without a second version", async () => {
    expect((await publish(first)).json).toMatchObject({ outcome: "unchanged", version: { version: 1 } });
  }, 400_000);

  test("adds a field, which answers when the publish is over", async () => {
    const { json } = await publish(more, { expect: 1 });

    expect([json.outcome, json.version.version]).toEqual(["published", 2]);
    expect(await asked("{ snow }")).toEqual({ snow: 3 });
  }, 400_000);

  test("is refused with 409 where another version stands than it expects", async () => {
    const { status, json } = await publish(first, { expect: 1 });

    expect([status, json.errors[0].extensions.code]).toEqual([409, "VERSION_CONFLICT"]);
  });

  test("keeps as a draft what would break others, and hears the same from a check that leaves no trace", async () => {
    const checked = await registry.change(token, "check", { subgraph: "weather", sdl: first });
    const drafted = await publish(first);

    expect([checked.json.passes, drafted.json.outcome]).toEqual([false, "rejected"]);
    expect(checked.json.results).toEqual(drafted.json.results);
    const { json } = await registry.read(token, "history?subgraph=weather");
    expect(json.versions).toHaveLength(2);
    expect(json.drafts).toMatchObject([{ status: "rejected", errors: 1 }]);
    expect(await asked("{ snow }")).toEqual({ snow: 3 });
  }, 400_000);

  test("finds each version, supergraph and API schema by its digest", async () => {
    const history = (await registry.read(token, "history?subgraph=weather")).json;
    const { launches } = (await registry.read(token, "launches")).json;
    const textOf = async (digest: string) => (await registry.read(token, `document?digest=${digest}`)).json.text;

    expect(await textOf(history.versions[0].digest)).toBe(more);
    expect(await textOf(launches[0].digest)).toContain("join__Graph");
    expect(await textOf(launches[0].apiDigest)).toMatch(/snow: Int/);
  });

  test("loses neither of two publishes at the same moment", async () => {
    const other = await registry.token("sea");
    const sea = {
      subgraph: "sea",
      url: "http://127.0.0.1:9/graphql",
      sdl: published(`"問い合わせ。" type Query { "波。" wave: Int }`),
    };
    const storm = more.replace("snow: Int", `snow: Int "嵐。" storm: Int`);

    const [a, b] = await Promise.all([publish(storm), registry.change(other, "publish", sea)]);

    expect([a.json.outcome, b.json.outcome]).toEqual(["published", "published"]);
    const { subgraphs } = (await registry.read(token, "subgraphs")).json;
    expect(subgraphs.map((each: { subgraph: string; version: number }) => [each.subgraph, each.version])).toEqual([
      ["sea", 1],
      ["towns", 1],
      ["weather", 3],
    ]);
  }, 400_000);

  test("goes back to an earlier version as a new one, under the same checks", async () => {
    const refused = await registry.change(token, "rollback", { subgraph: "weather", to: 1 });
    const unknown = await registry.change(token, "rollback", { subgraph: "weather", to: 9 });
    const restored = await publish(more.replace("snow: Int", `snow: Int "嵐。" storm: Int "霧。" fog: Int`));

    expect(refused.json.outcome).toBe("rejected");
    expect([unknown.status, unknown.json.errors[0].extensions.code]).toEqual([404, "VERSION_UNKNOWN"]);
    expect(restored.json.version).toMatchObject({ version: 4, action: "published" });
    const same = await registry.change(token, "rollback", { subgraph: "weather", to: 4 });
    expect(same.json.outcome).toBe("unchanged");
  }, 400_000);
});
