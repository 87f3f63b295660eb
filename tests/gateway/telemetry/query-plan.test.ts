import { describe, expect, test } from "@jest/globals";
import { ask } from "../../support/ask.ts";
import { post } from "../../support/raw-http.ts";
import { serveHub } from "../../support/test-hub.ts";
import { jobs, people } from "./town.ts";

const query = "query Everybody { people { job } }";
const asking = { "x-jinkatsu-plan": "1" };

async function extensionsOf(url: string, headers: Readonly<Record<string, string>>) {
  return JSON.parse((await post(url, { query }, headers)).body).extensions;
}

describe("the query plan of an answer", () => {
  test("says which subgraph is asked what, for which place, after which other call", async () => {
    const { url } = await serveHub([people, jobs]);

    const { queryPlan } = await extensionsOf(url, asking);

    expect(queryPlan).toEqual([
      { subgraph: "people", operation: expect.stringContaining("people"), paths: [""], after: [] },
      { subgraph: "jobs", operation: expect.stringContaining("_entities"), paths: [expect.any(String)], after: [0] },
    ]);
    expect(queryPlan[1].paths[0]).toMatch(/people\.@$/);
  });

  test("comes with the same answer as without", async () => {
    const { url } = await serveHub([people, jobs]);

    expect((await ask(url, query, {}, asking)).data).toEqual((await ask(url, query)).data);
  });

  test("is not shown unasked, nor through a proxy, nor in production", async () => {
    const { url } = await serveHub([people, jobs]);
    const production = await serveHub([people, jobs], { mode: "production" });

    expect(await extensionsOf(url, {})).toBeUndefined();
    expect(await extensionsOf(url, { ...asking, "x-forwarded-for": "192.0.2.1" })).toBeUndefined();
    expect(await extensionsOf(production.url, asking)).toBeUndefined();
  });
});
