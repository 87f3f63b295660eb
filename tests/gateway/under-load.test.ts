import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { eventually, startProcess } from "../support/hub-process.ts";
import { type SubgraphServer, serveSmallSubgraph } from "../support/small-subgraph.ts";
import { startLoad } from "../support/steady-load.ts";
import {
  isServed,
  newFile,
  putInPlace,
  steadyQuestion,
  steadyTowns,
  supergraphOf,
} from "../support/supergraph-file.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let subgraph: SubgraphServer;

beforeAll(async () => {
  subgraph = await serveSmallSubgraph(steadyTowns);
});

afterAll(() => subgraph.close());

async function startGateway() {
  const file = newFile(temporaryFolder());
  await putInPlace(file, supergraphOf(subgraph.url, 0));
  const gateway = startProcess(["gateway/main.ts", "--supergraph", file, "--port", "0"], { JINKATSU_LOG: "error" });
  return { ...gateway, file, url: await gateway.said(/Browser\s+(\S+)\/graphql/) };
}

describe("a gateway that is asked a hundred times a second", () => {
  test("drops no request while it changes its supergraph, nor when it is told to stop", async () => {
    const { file, url, stop } = await startGateway();
    const load = startLoad(url, { perSecond: 100, ...steadyQuestion });

    for (const version of [1, 2]) {
      await putInPlace(file, supergraphOf(subgraph.url, version));
      await eventually(
        () => isServed(url, version),
        (served) => served,
      );
    }
    const { code } = await stop();

    const { answered, dropped } = await load.stop();
    expect(dropped).toEqual([]);
    expect(answered).toBeGreaterThan(100);
    expect(code).toBe(0);
  }, 400_000);
});
