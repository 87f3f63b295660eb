import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { fingerprintOf, parseSubgraphKeys } from "#kit/identity/subgraph-keys.ts";
import { firstUse, usageOf } from "../../../gateway/telemetry/usage/read.ts";
import { openUsageDatabase } from "../../../gateway/telemetry/usage/usage.ts";
import { ask, type Json } from "../../support/ask.ts";
import { databases } from "../../support/databases.ts";
import { eventually } from "../../support/hub-process.ts";
import { provenCaller } from "../../support/proven-caller.ts";
import { type Registry, registryAt, schemaFile } from "../../support/registry.ts";
import { published, type RegistryHub, serve, startRegistryHub } from "../../support/registry-hub.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import type { Finished } from "../cli/command-line.ts";

const settings = databases[0].newSettings();
const first = published(`"問い合わせ。" type Query { "天気。" weather: String }`);
const second = published(`"問い合わせ。" type Query { "天気。" weather: String "雪。" snow: Int }`);

const wind = published(`"問い合わせ。" type Query { "風。" wind: String }`);

let hub: RegistryHub;
let commands: Registry;
let token: string;

const run = (...args: readonly string[]) => commands.run(token, ...args);

/** Usage is stored every few seconds. */
async function usageKnown(coordinate?: string): Promise<void> {
  const usage = await openUsageDatabase(settings);
  const known = async () =>
    coordinate === undefined ? await firstUse(usage) : (await usageOf(usage, coordinate, new Date()))[0];
  await eventually(known, (found) => found !== undefined);
  await usage.close();
}

beforeAll(async () => {
  hub = await startRegistryHub(settings, { usageDays: 400 });
  commands = registryAt({ url: hub.hub.url, dataFolder: settings.dataFolder });
  await ask(hub.hub.url, "{ town { name } }");
  const resolvers = { Query: { weather: () => "fine", snow: () => 3 } };
  const { url } = await serve({ sdl: "type Query { weather: String snow: Int }", resolvers });
  [token] = await Promise.all([commands.admit("weather"), usageKnown()]);
  await run(
    "publish",
    "weather",
    "--schema",
    schemaFile(first),
    "--url",
    url,
    "--message",
    "first",
    "--not-yet-running",
  );
  await ask(hub.hub.url, "query Forecast { weather }", {}, await provenCaller(settings.dataFolder, "portal"));
  await run("publish", "weather", "--schema", schemaFile(second));
}, 400_000);

/** Commands that have nothing to do with each other start at once; each test waits for its own. */
function startedAtOnce(start: () => readonly Promise<Finished>[]): (index: number) => Promise<Finished> {
  let started: readonly Promise<Finished>[] = [];
  beforeAll(() => {
    started = start();
  });
  return async (index) => {
    const finished = await started[index];
    if (!finished) throw new RangeError(`no command ${index}`);
    return finished;
  };
}

describe("the command line of the registry", () => {
  test("tells people in their language who published what and why", async () => {
    const { output } = await run("history", "weather", "--lang", "ja");

    expect(output).toMatch(/^2 {2}\S+Z {2}公開 {2}token pipeline/);
    expect(output).toContain("first");
  });

  test("tells two versions apart", async () => {
    const { json } = await run("diff", "weather", "2", "1", "--json");

    expect(json.changes).toEqual([
      expect.objectContaining({ kind: "FIELD_REMOVED", coordinate: "Query.snow", level: "breaking" }),
    ]);
  });

  test("tells versions apart that differ in what they extend of another department's type, or in their text", async () => {
    const mist = await hub.token("mist");
    const mayor = await hub.token("towns", ["read", "approve"], "the mayor");
    const head = `extend type Town @key(fields: "id") { "番号。" id: ID! @external`;
    const texts = [`${head} "霧。" mist: Int }`, `${head} "霧。" mist: Int "霜。" frost: Int }`];
    for (const text of [...texts, `${texts[1]} # why`]) {
      const wish = { subgraph: "mist", sdl: published(text), url: "http://127.0.0.1:9/mist" };
      const { json: waiting } = await hub.change(mist, "publish", wish);
      if (waiting.draft) await hub.change(mayor, "approve", { draft: waiting.draft.id, reason: "agreed" });
    }

    const { json } = await commands.run(mist, "diff", "mist", "1", "2", "--json");
    const { output } = await commands.run(mist, "diff", "mist", "2", "3", "--lang", "en");

    expect(json.changes).toContainEqual(expect.objectContaining({ kind: "FIELD_ADDED", coordinate: "Town.frost" }));
    expect(output).toContain("the text is not");
  }, 400_000);

  test("downloads a version, the supergraph and the API schema, to a file or to standard output", async () => {
    const file = path.join(temporaryFolder(), "weather.graphql");

    const [, supergraph, api] = await Promise.all([
      run("download", "--subgraph", "weather", "--version", "1", "--out", file),
      run("download", "--supergraph"),
      run("download", "--api"),
    ]);

    expect(readFileSync(file, "utf8")).toBe(first);
    expect(supergraph.output).toContain("join__Graph");
    expect(api.output).toMatch(/snow: Int/);
    expect(api.output).not.toContain("join__Graph");
  }, 400_000);

  test("goes back to an earlier version, which is a new one that says so", async () => {
    const { code, json } = await run("rollback", "weather", "1", "--message", "too early", "--json");

    expect(code).toBe(0);
    expect(json.version).toMatchObject({ version: 3, action: "rolledBack", restores: 1, message: "too early" });
    expect((await ask(hub.hub.url, "{ snow }")).errors).toHaveLength(1);
  }, 400_000);

  test("does not take out what somebody uses, and names who", async () => {
    await usageKnown("Query.weather");

    const { code, json } = await run("delete", "weather", "--json");

    expect([code, json.outcome]).toEqual([1, "refused"]);
    expect(json.findings.map(({ message }: Json) => message.en).join()).toContain("portal uses it in Forecast");
    expect((await ask(hub.hub.url, "{ weather }")).data).toEqual({ weather: "fine" });
  }, 400_000);

  test("asks for the acceptance of what breaks a client, lists it with its reason, and tells the history of it", async () => {
    const accept = ["--accept", "CHANGE_BREAKS_CLIENT:Query.weather", "--reason", "the station is closed"];
    const asked = await run(
      "publish",
      "weather",
      "--schema",
      schemaFile(wind),
      ...accept,
      "--not-yet-running",
      "--lang",
      "en",
    );
    const waiting = await run("pending", "--lang", "en");
    const chief = await hub.token("weather", ["read", "approve"], "the chief");
    const [draft = ""] = waiting.output.split(" ");

    const decided = await commands.run(chief, "approve", draft, "--reason", "agreed", "--lang", "en");
    const { output } = await run("history", "weather", "--lang", "en");
    await run("rollback", "weather", "1");

    expect([asked.code, decided.code]).toEqual([1, 0]);
    expect(asked.output).toContain("waits for the approval");
    expect(waiting.output).toContain("the station is closed");
    expect(decided.output).toContain("Accepted by weather");
    expect(output).toMatch(
      /accepted {2}CHANGE_BREAKS_CLIENT:Query\.weather {2}\(portal\) {2}the station is closed .*agreed/,
    );
  }, 400_000);

  test("takes out what nobody uses, and the rest is served on", async () => {
    const sea = await commands.admit("sea");
    const file = schemaFile(published(`"問い合わせ。" type Query { "波。" wave: Int }`));
    const nowhere = ["--url", "http://127.0.0.1:9/graphql", "--not-yet-running"];
    await commands.run(sea, "publish", "sea", "--schema", file, ...nowhere);

    const { code, json } = await commands.run(sea, "delete", "sea", "--json");

    expect([code, json.outcome, json.served.isServed]).toEqual([0, "deleted", true]);
    expect((await ask(hub.hub.url, "{ wave }")).errors).toHaveLength(1);
    expect((await ask(hub.hub.url, "{ town { name } weather }")).data.weather).toBe("fine");
  }, 400_000);
});

const endings: readonly (readonly [string, readonly string[], number])[] = [
  ["1 for what is found", ["publish", "weather", "--schema", "SPOILT"], 1],
  ["1 for another version than expected", ["publish", "weather", "--schema", "FIRST", "--expect", "7"], 1],
  ["2 for wrong usage", ["publish", "weather"], 2],
  ["3 for a file that is not there", ["publish", "weather", "--schema", "/nowhere.graphql"], 3],
  ["3 for another department", ["publish", "towns", "--schema", "FIRST"], 3],
  ["3 for a hub that does not answer", ["history", "weather", "--hub", "http://127.0.0.1:9"], 3],
];

describe("a command of the registry", () => {
  const files = { FIRST: schemaFile(first), SPOILT: schemaFile("type {") };
  const fileOf = (argument: string) => new Map(Object.entries(files)).get(argument) ?? argument;
  const ended = startedAtOnce(() => endings.map(([, args]) => run(...args.map(fileOf))));

  test.each(endings.map((each, index) => [...each, index] as const))("ends with %s", async (_, __, code, index) => {
    expect((await ended(index)).code).toBe(code);
  });
});

const notAdmitted = ["catalog", "hub", "../x", "Weather", ""];

describe("jinkatsu department", () => {
  const ended = startedAtOnce(() => notAdmitted.map((name) => commands.operate("admit", name)));

  test.each(notAdmitted)("does not admit %j", async (name) => {
    expect((await ended(notAdmitted.indexOf(name))).code).toBe(2);
  });

  test("gives no token to a department that was not let in", async () => {
    expect((await commands.operate("token", "nobody")).code).toBe(3);
  });

  test("revokes a token from the next request on, and lists it without showing it", async () => {
    const gone = await commands.admit("fog");
    const listed = await commands.operate("tokens", "fog", "--json");
    const [{ id }] = JSON.parse(listed.output);
    await commands.operate("revoke", id);

    expect(listed.output).not.toContain(gone.slice(21));
    expect(listed.output).not.toContain("secretHash");
    expect((await commands.run(gone, "history", "weather")).code).toBe(3);
  });

  test("admits, issues and rotates once for a key, and shows no token twice", async () => {
    const key = (text: string) => ["--idempotency-key", text, "--json"];
    const told = async (...args: readonly string[]) => JSON.parse((await commands.operate(...args)).output);
    const admitted = [await told("admit", "dew", ...key("1")), await told("admit", "dew", ...key("1"))];
    const who = ["--responsible", "hanako"];
    const issued = await told("token", "dew", ...who, ...key("2"));
    const again = await told("token", "dew", ...who, ...key("2"));
    const rotated = await told("rotate", issued.id, ...key("3"));
    const twice = await told("rotate", issued.id, ...key("3"));

    expect(admitted[1]).toEqual(admitted[0]);
    expect([again.error.code, twice.error.code]).toEqual(["TOKEN_SHOWN_ALREADY", "TOKEN_SHOWN_ALREADY"]);
    expect([again.error.en, twice.error.en].join()).toMatch(new RegExp(`${issued.id}.*${rotated.id}`));
    expect(await told("tokens", "dew", "--json")).toHaveLength(2);
  }, 400_000);

  test("shows the key that a subgraph must hold, made from the one secret", async () => {
    const setting = `*=${"s".repeat(32)}`;
    const asOperator = registryAt({
      url: hub.hub.url,
      dataFolder: settings.dataFolder,
      more: { JINKATSU_SUBGRAPH_KEYS: setting },
    });

    const { output } = await asOperator.operate("key", "weather", "--json");

    const [key = ""] = parseSubgraphKeys(setting)?.get("weather") ?? [];
    const [other = ""] = parseSubgraphKeys(setting)?.get("sea") ?? [];
    expect(JSON.parse(output)).toEqual({
      setting: `JINKATSU_SUBGRAPH_KEYS=weather=${key}`,
      fingerprint: fingerprintOf(key),
    });
    expect(key).toMatch(/^[\w-]{43}$/);
    expect(key).not.toBe(other);
  });
});
