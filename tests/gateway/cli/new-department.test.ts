/** `jinkatsu new-department`: a folder that runs, or nothing at all. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { ask } from "../../support/ask.ts";
import { eventually, startProcess } from "../../support/hub-process.ts";
import { copyHub, newDepartmentElsewhere } from "../../support/new-department.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { jinkatsu } from "./command-line.ts";

const settings = { dataFolder: temporaryFolder(), databaseUrl: undefined };
const newDepartment = (...args: readonly string[]) => jinkatsu(settings, ["new-department", ...args]);

describe("the name of a new department", () => {
  test.each(["Agriculture", "../farms", "a".repeat(64), "", "hub", "catalog"])(
    "%j is refused, and nothing is written",
    async (name) => {
      const parent = temporaryFolder();

      const { code, notes } = await newDepartment(name, "--in", parent);

      expect([code, notes]).toEqual([2, expect.stringContaining("cannot be a department")]);
      expect(readdirSync(parent)).toEqual([]);
    },
    400_000,
  );

  test("a title that would end the text it stands in is refused", async () => {
    const parent = temporaryFolder();

    const { code } = await newDepartment("farms", "--in", parent, "--ja", '農林", code: "welfare');

    expect([code, readdirSync(parent)]).toEqual([2, []]);
  }, 400_000);
});

describe("the folder of a new department", () => {
  test("is never written over another, not even over a link that leads nowhere", async () => {
    const parent = temporaryFolder();
    mkdirSync(path.join(parent, "farms"));
    writeFileSync(path.join(parent, "farms/department.ts"), "ours");
    symlinkSync("nowhere", path.join(parent, "forests"));

    const [farms, forests] = [
      await newDepartment("farms", "--in", parent),
      await newDepartment("forests", "--in", parent),
    ];

    expect([farms.code, forests.code]).toEqual([3, 3]);
    expect(farms.notes).toContain("is not overwritten");
    expect(readFileSync(path.join(parent, "farms/department.ts"), "utf8")).toBe("ours");
    expect(readdirSync(parent).sort()).toEqual(["farms", "forests"]);
  }, 400_000);

  test("is not half there where it cannot be written", async () => {
    const parent = temporaryFolder();
    writeFileSync(path.join(parent, "a-file"), "");

    const { code, notes } = await newDepartment("farms", "--in", path.join(parent, "a-file"));

    expect([code, notes]).toEqual([3, expect.stringContaining("nothing of it is left")]);
    expect(readdirSync(parent)).toEqual(["a-file"]);
  }, 400_000);

  test("differs from that of another department in words only", async () => {
    const parent = temporaryFolder();
    await newDepartment("farms", "--in", parent, "--ja", "農林", "--en", "Farms");
    await newDepartment("sea-ports", "--in", parent, "--ja", "港湾", "--en", "Ports");
    const textsOf = (name: string, words: readonly (readonly [RegExp, string])[]) =>
      readdirSync(path.join(parent, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8"))
        .map((text) => words.reduce((before, [word, mark]) => before.replace(word, mark), text))
        .sort();

    const farms = textsOf("farms", [
      [/farms/gi, "NAME"],
      [/農林/g, "JA"],
      [/CreateDetails\d+/g, "C"],
    ]);
    const ports = textsOf("sea-ports", [
      [/sea-ports|sea_ports|seaPorts|SeaPorts|Ports/g, "NAME"],
      [/港湾/g, "JA"],
      [/CreateDetails\d+/g, "C"],
    ]);

    expect(ports).toEqual(farms);
  }, 400_000);
});

describe("a new department in a repository of its own", () => {
  test.each(["link", "copy"] as const)(
    "passes its own test with the hub installed as a %s",
    async (installed) => {
      const folder = await newDepartmentElsewhere("civil-engineering", installed, ["--ja", "土木"]);
      const { scripts } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
      const [program, ...args] = scripts.test.split(" ");

      const run = startProcess(args, {}, folder);
      const { code } = await run.ended;

      expect(program).toBe("node");
      expect([code, run.stdout(), run.stderr()]).toEqual([0, expect.stringMatching(/pass 1\n/), ""]);
    },
    400_000,
  );

  test.each(["link", "copy"] as const)(
    "checks its schema with the command line of the hub that is installed as a %s",
    async (installed) => {
      const folder = await newDepartmentElsewhere("fisheries", installed, ["--ja", "水産"]);
      const sdl = startProcess(["node_modules/jinkatsu-hub/subgraphs/serve.mjs", ".", "--sdl"], {}, folder);
      await sdl.ended;
      writeFileSync(path.join(folder, "published.graphql"), sdl.stdout());
      const others = temporaryFolder();

      const run = startProcess(
        ["node_modules/jinkatsu-hub/gateway/cli/jinkatsu.mjs", "check", "fisheries"].concat([
          "--schema",
          "published.graphql",
          "--against",
          others,
          "--json",
        ]),
        {},
        folder,
      );
      const { code } = await run.ended;

      const { passes, checks } = JSON.parse(run.stdout());
      const failed = checks.filter(({ status }: { readonly status: string }) => status === "failed");
      expect([code, passes, failed, run.stderr()]).toEqual([0, true, [], ""]);
    },
    400_000,
  );

  test("is served as it is written, by the hub that is installed as a copy", async () => {
    const folder = await newDepartmentElsewhere("fisheries", "copy", ["--ja", "水産"]);
    const options = [
      "--schema",
      "fisheries.graphql",
      "--against",
      temporaryFolder(),
      "--mock",
      "fisheries",
      "--port",
      "0",
    ];

    const args = ["node_modules/jinkatsu-hub/gateway/cli/jinkatsu.mjs", "dev", "fisheries", ...options];
    const dev = startProcess(args, {}, folder);
    const url = `http://127.0.0.1:${await dev.said(/localhost:(\d+)/)}`;
    const { data } = await eventually(
      () => ask(url, "{ fisheriesMeasures(first: 1) { nodes { id siteVisits } } }"),
      ({ errors }) => errors === undefined,
    );

    expect(data.fisheriesMeasures.nodes).toMatchObject([{ id: "FisheriesMeasure-1" }]);
    expect(await dev.stop()).toEqual({ code: 0, signal: null });
  }, 400_000);
});

describe("a new department in the hub's repository", () => {
  test("says what it publishes, and passes its own test", async () => {
    const hub = path.join(temporaryFolder(), "hub");
    copyHub(hub);
    const root = path.resolve(import.meta.dirname, "../../..");
    for (const part of ["tests", "jest.config.mjs"]) symlinkSync(path.join(root, part), path.join(hub, part));
    const written = startProcess(["gateway/cli/main.ts", "new-department", "farms", "--ja", "農林"], {}, hub);
    await written.ended;

    const sdl = startProcess(["subgraphs/serve.ts", "farms", "--sdl"], {}, hub);
    const run = startProcess(
      ["--experimental-vm-modules", "node_modules/jest/bin/jest.js", "--rootDir", hub, "subgraphs/farms"],
      {},
      hub,
    );
    const { code } = await run.ended;
    await sdl.ended;

    expect([code, run.stderr()]).toEqual([0, expect.stringContaining("Tests:       1 passed")]);
    expect(sdl.stdout()).toContain("type FarmsMeasure implements Node & Measure");
  }, 400_000);
});
