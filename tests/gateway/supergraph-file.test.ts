import { rename, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readArguments } from "../../gateway/read-arguments.ts";
import { compose } from "../../gateway/supergraph/compose.ts";
import { ask } from "../support/ask.ts";
import { eventually, type HubProcess, startProcess } from "../support/hub-process.ts";
import { type SubgraphServer, sdlOf, serveSmallSubgraph } from "../support/small-subgraph.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const towns = {
  sdl: `type Query { town: Town } type Town @key(fields: "id") { id: ID! name: String }`,
  resolvers: { Query: { town: () => ({ id: "1", name: "Himi" }) } },
};
const weather = {
  sdl: `type Town @key(fields: "id") { id: ID! rain: Int }`,
  resolvers: { Town: { __resolveReference: () => ({ id: "1", rain: 12 }) } },
};

const gateway = (...args: readonly string[]): HubProcess =>
  startProcess(["gateway/main.ts", "--alone", ...args], { JINKATSU_DATA: path.join(temporaryFolder(), "none") });

const folder = temporaryFolder();
const file = path.join(folder, "supergraph.graphql");
let servers: { readonly towns: SubgraphServer; readonly weather: SubgraphServer };

function composed(...names: readonly (keyof typeof servers)[]): string {
  const sdls = { towns: sdlOf(towns), weather: sdlOf(weather) };
  const composition = compose(names.map((name) => ({ name, url: servers[name].url, sdl: sdls[name] })));
  if (composition.outcome === "refused") throw new Error(composition.reasons.join());
  return composition.supergraphSdl;
}

beforeAll(async () => {
  servers = { towns: await serveSmallSubgraph(towns), weather: await serveSmallSubgraph(weather) };
});

afterAll(async () => {
  await Promise.all(Object.values(servers).map((server) => server.close()));
});

describe("a supergraph in a file", () => {
  test("is served alone; a new one in its place is served next, a broken one never", async () => {
    await writeFile(file, composed("towns"));
    const hub = gateway("--supergraph", file, "--port", "0");
    const url = await hub.said(/Browser\s+(\S+)\/graphql/);
    expect(await ask(url, "{ town { name } }")).toEqual({ status: 200, data: { town: { name: "Himi" } } });

    await writeFile(file, "type Query {");
    await eventually(hub.log, (lines) => lines.some(({ msg }) => msg === "supergraph not renewed"));
    expect(await ask(url, "{ town { name } }")).toMatchObject({ data: { town: { name: "Himi" } } });

    await writeFile(`${file}.draft`, composed("towns", "weather"));
    await rename(`${file}.draft`, file);
    await eventually(
      () => ask(url, "{ town { name rain } }"),
      ({ data }) => data?.town?.rain === 12,
    );

    // The one that was asked of the old one has been planned already.
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/^jinkatsu_plan_cache_size 2$/m);
    expect(await hub.stop()).toMatchObject({ code: 0 });
  }, 400_000);
});

describe("a gateway for a supergraph in a file ends with one line", () => {
  const sound = path.join(folder, "sound.graphql");
  const broken = path.join(folder, "broken.graphql");
  const empty = path.join(folder, "empty.graphql");

  beforeAll(async () => {
    await writeFile(sound, composed("towns"));
    await writeFile(broken, "type Query {\n");
    await writeFile(empty, "\n");
  });

  const line = (code: string, words: string) =>
    expect.stringMatching(new RegExp(`^${code}: .*[ぁ-ん].* / .*${words}.*\\n$`));

  test.each([
    [3, "SUPERGRAPH_UNREADABLE", "ENOENT", ["--supergraph", path.join(folder, "nowhere.graphql")]],
    [3, "SUPERGRAPH_UNREADABLE", "empty", ["--supergraph", empty]],
    [3, "SUPERGRAPH_INVALID", "broken.graphql", ["--supergraph", broken]],
    [2, "ARGUMENTS_INVALID", "--port 70000", ["--supergraph", sound, "--port", "70000"]],
  ])(
    "and %i: %s, %s",
    async (code, name, words, args) => {
      const failed = gateway("--port", "0", ...args);

      expect(await failed.ended).toMatchObject({ code });
      expect(failed.stderr()).toEqual(line(name, words));
      expect(failed.stdout()).toBe("");
    },
    400_000,
  );

  test("and 3 where the port is taken", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const address = taken.address();
    const port = typeof address === "object" ? String(address?.port) : "";

    const failed = gateway("--supergraph", sound, "--port", port);

    expect(await failed.ended).toMatchObject({ code: 3 });
    expect(failed.stderr()).toEqual(line("PORT_TAKEN", port));
    taken.close();
  }, 400_000);
});

describe("the command line of the gateway", () => {
  test.each([
    [["--supergraph", "a.graphql", "--port", "0"], { supergraph: "a.graphql", port: 0 }],
    [["--alone"], { alone: true, supergraph: undefined, port: undefined }],
    [[], { alone: false, supergraph: undefined, port: undefined }],
  ])("is understood: %j", (args, expected) => {
    expect(readArguments(args)).toMatchObject(expected);
  });

  test.each([
    ["--supergraph"],
    ["--supergraph="],
    ["--grpah", "a.graphql"],
    ["a.graphql"],
    ["--port", "70000"],
    ["--port", "http"],
  ])("is refused: %s %s", (...args) => {
    expect(() => readArguments(args)).toThrow(expect.objectContaining({ code: "ARGUMENTS_INVALID" }));
  });
});
