/** The registry on a machine that others keep busy. */
import { type ChildProcess, spawn } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { ask } from "../../support/ask.ts";
import { databases } from "../../support/databases.ts";
import { published, type RegistryHub, serve, startRegistryHub } from "../../support/registry-hub.ts";

/** Ends also where nobody is left to end it. */
const busy = "const end = Date.now() + 300_000; while (Date.now() < end);";

const departments = Array.from({ length: 10 }, (_, at) => `office${at}`);

describe("a machine kept busy by four others", () => {
  let registry: RegistryHub;
  let others: readonly ChildProcess[];

  beforeEach(async () => {
    registry = await startRegistryHub(databases[0].newSettings());
    others = Array.from({ length: 4 }, () => spawn(process.execPath, ["--eval", busy], { stdio: "ignore" }));
  });

  afterEach(() => {
    for (const other of others) other.kill("SIGKILL");
  });

  async function publish(name: string) {
    const token = await registry.token(name);
    const resolvers = { Query: { [name]: () => name } };
    const { url } = await serve({ sdl: `type Query { ${name}: String }`, resolvers });
    const sdl = published(`"問い合わせ。" type Query { "部局。" ${name}: String }`);
    return (await registry.change(token, "publish", { subgraph: name, sdl, url })).json;
  }

  test("publishes all of ten at once, and serves them", async () => {
    const answers = await Promise.all(departments.map(publish));

    expect(answers.map(({ outcome }) => outcome)).toEqual(departments.map(() => "published"));
    const { data } = await ask(registry.hub.url, `{ ${departments.join(" ")} }`);
    expect(data).toEqual(Object.fromEntries(departments.map((name) => [name, name])));
  }, 900_000);
});
