import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ask, dataOf } from "../../support/ask.ts";
import { databases } from "../../support/databases.ts";
import { eventually, type HubProcess, startProcess } from "../../support/hub-process.ts";
import { registryAt } from "../../support/registry.ts";
import { startRegistryHub } from "../../support/registry-hub.ts";
import { type SubgraphServer, sdlOf, serveSmallSubgraph } from "../../support/small-subgraph.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { environmentOf, jinkatsu, program } from "./command-line.ts";

const folder = temporaryFolder();
const against = path.join(folder, "published");
const agriculture = path.resolve(import.meta.dirname, "../../support/agriculture/agriculture.graphql");
const english = { LANG: "en_US.UTF-8" };

const towns = `"問い合わせ。" type Query { "町。" towns: [Town!] }
"町。" type Town @key(fields: "id") { "番号。" id: ID! "名前。" name: String! }`;

/** What a department writes: rain over the towns of another. */
const weather = (more: string) => `"問い合わせ。" type Query { "天気。" weather: Weather }
"天気。" type Weather { "空。" sky: String! ${more} }
"町。" type Town @key(fields: "id") { "番号。" id: ID! "雨。" rain: Int }`;

function schemaNamed(name: string, sdl: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, sdlOf({ sdl, resolvers: {} }));
  return file;
}

interface Development extends HubProcess {
  readonly url: string;
}

async function develop(...args: readonly string[]): Promise<Development> {
  const dev = startProcess(["gateway/cli/main.ts", "dev", "--port", "0", ...args], english);
  const port = await dev.said(/http:\/\/localhost:(\d+)\/graphql/);
  return { ...dev, url: `http://127.0.0.1:${port}` };
}

/** Patient: composing and checking at each save, on a machine that others use too. */
const served = (url: string, query: string) =>
  eventually(
    () => ask(url, query),
    ({ errors }) => !errors,
    400_000,
  );

beforeAll(() => {
  mkdirSync(against);
  writeFileSync(path.join(against, "towns.graphql"), sdlOf({ sdl: towns, resolvers: {} }));
});

describe("jinkatsu dev", () => {
  test("serves what is saved, keeps the last graph that composes, and tells what is found and settled", async () => {
    const file = schemaNamed("weather.graphql", weather(""));
    const dev = await develop("weather", "--schema", file, "--against", against, "--mock", "weather");
    await served(dev.url, "{ weather { sky } towns { name rain } }");
    expect(await dev.said(/^Mocked: .*$/m)).toBe("Mocked: towns, weather");

    schemaNamed("weather.graphql", weather('"雪。" snow: Int!'));
    const { data } = await served(dev.url, "{ weather { snow } }");
    expect(Number.isInteger(data.weather.snow)).toBe(true);

    schemaNamed("weather.graphql", weather('"雪。" snow: Snow!'));
    expect(await dev.said(/^\+ .*INVALID_GRAPHQL.*$/m)).toMatch(/weather\.graphql:3:\d+$/);
    expect(dev.stdout()).toContain("The last graph that did is still served.");
    expect((await ask(dev.url, "{ weather { snow } }")).data).toEqual(data);

    // As editors do that write another file and put it in the place of the first.
    const draft = schemaNamed("draft.graphql", weather('"雪。" snow: Int! "風。" wind: Float!'));
    renameSync(draft, file);
    await served(dev.url, "{ weather { snow wind } }");
    expect(await dev.said(/^- .*INVALID_GRAPHQL.*$/m)).not.toContain("weather.graphql:3");

    expect(await dev.stop("SIGINT")).toEqual({ code: 0, signal: null });
  }, 400_000);

  test("says nothing twice: what was found before is counted", async () => {
    const file = schemaNamed("plain.graphql", `type Query { weather: String }`);
    const dev = await develop("plain", "--schema", file, "--against", against, "--lang", "ja");
    await dev.said(/公開でき/);
    const first = dev.stdout();

    writeFileSync(file, `# ${"\n#".repeat(3)}\n${sdlOf({ sdl: "type Query { weather: String }", resolvers: {} })}`);
    await dev.said(/前からのもの \d+/);

    expect(first).toMatch(/^\+ ! 注意 DESCRIPTION_MISSING {2}Query\.weather {2}\S+plain\.graphql:\d+:\d+$/m);
    expect(dev.stdout().slice(first.length)).not.toMatch(/^[+-] /m);
  }, 400_000);

  test("takes what a department writes with the kit, and finds things in the lines that it wrote", async () => {
    const written = readFileSync(agriculture, "utf8");
    const file = path.join(folder, "agriculture.graphql");
    writeFileSync(file, written);
    const dev = await develop(
      "agriculture",
      "--schema",
      file,
      "--against",
      against,
      "--mock-others",
      "--mock",
      "agriculture",
    );

    const { data } = await served(
      dev.url,
      "{ agricultureMeasures(first: 1) { nodes { id name { ja } crops } } towns { name } }",
    );
    writeFileSync(file, written.replace("trainingFarmAres: Int\n", "trainingFarmAres: Ares\n"));

    expect(data.agricultureMeasures.nodes[0]).toMatchObject({ id: "AgricultureMeasure-1", crops: expect.any(Array) });
    const found = await dev.said(/^\+ .*INVALID_GRAPHQL.*$/m);
    const line = written.split("\n").findIndex((each) => each.includes("trainingFarmAres")) + 1;
    // A field begins with its description, on the line before.
    expect(found).toMatch(new RegExp(`agriculture\\.graphql:${line - 1}:\\d+$`));
  }, 400_000);

  test("says of what is not served where it is, and what to do instead", async () => {
    const file = schemaNamed("sky.graphql", `type Query { sky: String }`);
    const dev = await develop("sky", "--schema", file, "--against", against, "--mock", "sky");
    const { data } = await served(dev.url, "{ sky }");

    writeFileSync(
      file,
      `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12")
      @link(url: "https://specs.apollo.dev/connect/v0.2", import: ["@connect"])
      type Query { sky: String @connect(http: { GET: "https://sky.example/now" }, selection: "$.sky") }`,
    );
    const found = await dev.said(/^\+ .*DIRECTIVE_NOT_SERVED.*$/m);

    expect(found).toMatch(/sky\.graphql:3:\d+$/);
    expect(await dev.said(/Call that API in a resolver of your subgraph/)).toBeTruthy();
    expect((await ask(dev.url, "{ sky }")).data).toEqual(data);
  }, 400_000);

  test("gives a browser GraphiQL, and listens on this machine only", async () => {
    const file = schemaNamed("page.graphql", weather(""));
    const { url } = await develop("weather", "--schema", file, "--against", against);

    const page = await fetch(`${url}/graphql`, { headers: { accept: "text/html" } });

    expect(await page.text()).toContain("graphiql");
    await expect(fetch(url.replace("127.0.0.1", "127.0.0.2"))).rejects.toThrow();
  }, 400_000);
});

describe("the subgraphs around the one at work", () => {
  let own: SubgraphServer;
  const seen: string[] = [];

  beforeAll(async () => {
    const rainIn = ({ id }: { readonly id: string }) => {
      seen.push(id);
      return { id, rain: 12 };
    };
    own = await serveSmallSubgraph({
      sdl: weather(""),
      resolvers: { Query: { weather: () => ({ sky: "fine" }) }, Town: { __resolveReference: rainIn } },
    });
  });
  afterAll(() => own.close());

  test("are mocked, and joined with the real one in one page", async () => {
    const file = schemaNamed("joined.graphql", weather(""));
    const { url } = await develop("weather", "--schema", file, "--against", against, "--url", own.url);

    const { data } = await served(url, "{ weather { sky } towns { id name rain } }");

    expect(data.weather).toEqual({ sky: "fine" });
    expect(data.towns.map(({ id }: { id: string }) => id)).toEqual([...new Set(seen)]);
    expect(data.towns).toEqual(data.towns.map((town: object) => ({ ...town, name: expect.any(String), rain: 12 })));
  }, 400_000);

  test("come from a hub, with a token; who answers is asked, and mocked where that is wished", async () => {
    const settings = databases[0].newSettings();
    const { hub } = await startRegistryHub(settings);
    const registry = registryAt({ url: hub.url, dataFolder: settings.dataFolder });
    const token = await registry.admit("weather");
    const sky = `"問い合わせ。" type Query { "天気。" weather: Weather } "天気。" type Weather { "空。" sky: String! }`;
    const published = schemaNamed("published.graphql", sky);
    await registry.run(token, "publish", "weather", "--schema", published, "--url", own.url, "--not-yet-running");
    const sea = await registry.admit("sea");
    const nowhere = ["--url", "http://127.0.0.1:9/graphql", "--not-yet-running"];
    const waves = schemaNamed("sea.graphql", `"問い合わせ。" type Query { "波。" wave: Int }`);
    await registry.run(sea, "publish", "sea", "--schema", waves, ...nowhere);
    const roads = `"問い合わせ。" type Query { "道。" road: String! }`;
    const args = ["dev", "roads", "--schema", schemaNamed("roads.graphql", roads), "--hub", hub.url, "--port", "0"];

    const real = startProcess(["gateway/cli/main.ts", ...args], { ...english, JINKATSU_TOKEN: token });
    const url = `http://127.0.0.1:${await real.said(/localhost:(\d+)/)}`;
    await served(url, "{ weather { sky } town { name } }");

    expect(await dataOf(url, "{ weather { sky } }")).toEqual({ weather: { sky: "fine" } });
    expect(await real.said(/^Mocked: .*$/m)).toBe("Mocked: towns, sea");
    expect(real.stdout()).toContain("roads does not answer at http://127.0.0.1:4001/graphql. Start it");
    await real.stop();

    const mocked = startProcess(["gateway/cli/main.ts", ...args, "--mock", "weather, roads"], {
      ...english,
      JINKATSU_TOKEN: token,
    });
    const mockedUrl = `http://127.0.0.1:${await mocked.said(/localhost:(\d+)/)}`;
    const { data } = await served(mockedUrl, "{ road weather { sky } }");
    expect(data.weather.sky).toMatch(/^sky \d+$/);
    expect(data.road).toMatch(/^road \d+$/);

    const refused = await jinkatsu(settings, [...args, "--lang", "en"]);
    expect([refused.code, refused.notes]).toEqual([3, expect.stringContaining("needs a token")]);
  }, 400_000);
});

describe("the command jinkatsu dev", () => {
  const file = () => schemaNamed("usage.graphql", weather(""));

  test.each([
    ["2 without a schema", ["weather"], 2, "--schema"],
    ["2 for a name that no subgraph may have", ["../x", "--schema", "FILE"], 2, "a-z"],
    ["2 for an address that is none", ["weather", "--schema", "FILE", "--url", "file:///x"], 2, "http://host:port"],
    ["2 for a port that is none", ["weather", "--schema", "FILE", "--port", "70000"], 2, "65535"],
    [
      "2 for two sources",
      ["weather", "--schema", "FILE", "--against", against, "--hub", "http://localhost:1"],
      2,
      "--hub",
    ],
    ["2 for a mock of nobody", ["weather", "--schema", "FILE", "--against", against, "--mock", "sea"], 2, "towns"],
    ["3 for a file that is not there", ["weather", "--schema", "/nowhere.graphql", "--against", against], 3, "ENOENT"],
    ["3 for a folder that is not there", ["weather", "--schema", "FILE", "--against", "/nowhere"], 3, "/nowhere"],
    ["3 for a hub that does not answer", ["weather", "--schema", "FILE", "--hub", "http://127.0.0.1:9"], 3, "--hub"],
  ])("ends with %s, and says what to do", async (_, args, code, words) => {
    const finished = await jinkatsu(databases[0].newSettings(), [
      "dev",
      ...args.map((arg) => (arg === "FILE" ? file() : arg)),
    ]);

    expect([finished.code, finished.notes]).toEqual([code, expect.stringContaining(words)]);
  });

  test("ends with 0 when the terminal interrupts it", async () => {
    const child = spawn(
      process.execPath,
      [program, "dev", "weather", "--schema", file(), "--against", against, "--port", "0"],
      {
        env: environmentOf(databases[0].newSettings()),
        // A group of its own, as a terminal's: an interrupt reaches everybody in it.
        detached: true,
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    await once(child.stdout, "data");

    process.kill(-(child.pid ?? 0), "SIGINT");

    expect(await once(child, "close")).toEqual([0, null]);
  }, 400_000);
});
