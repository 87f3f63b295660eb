import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createIdentity } from "#kit/identity/identity.ts";
import { callHeader, signatureHeader, signerFor } from "#kit/identity/sign-call.ts";
import type { Listening } from "#kit/server/listen.ts";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import type { Hub } from "../../../gateway/hub.ts";
import { ask } from "../../support/ask.ts";
import { startProcess } from "../../support/hub-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { openPolicy, serveHub, testConfig } from "../../support/test-hub.ts";
import { headersIn, payroll, secret, taxes } from "./payroll.ts";

const subgraphKeys = new Map([
  ["payroll", ["p".repeat(32), "old-".repeat(8)]],
  ["taxes", ["t".repeat(32)]],
]);

describe.each(["hub", "apollo"] as const)("subgraphs that run elsewhere (%s)", (engine) => {
  const served: Listening[] = [];
  let hub: Hub;
  let headers: Awaited<ReturnType<typeof headersIn>>;

  beforeAll(async () => {
    const dataFolder = temporaryFolder();
    headers = await headersIn(dataFolder);
    for (const each of [payroll, taxes]) served.push(await serveSubgraph(each, testConfig({ subgraphKeys })));
    const elsewhere = [payroll, taxes].map(({ name }, index) => ({ name, url: `${served[index]?.url}/graphql` }));
    hub = await serveHub([], { engine, dataFolder, subgraphKeys }, elsewhere);
  });

  afterAll(async () => {
    for (const each of served) await each.close();
  });

  test("believe the gateway that it is asked on behalf of an auditor", async () => {
    const { data, errors } = await ask(hub.url, "{ taxpayer { tax salary } staff { salary } }", {}, headers.auditor);

    expect([data, errors]).toEqual([
      { taxpayer: { tax: secret, salary: secret }, staff: { salary: secret } },
      undefined,
    ]);
  });

  test("hear nothing of what a client says for the gateway", async () => {
    const auditor = { identity: createIdentity({ subject: "x", roles: ["auditor"] }), mayWrite: true };
    const forged = signerFor(subgraphKeys, "payroll")('{"query":"{ staff { name } }"}', auditor);
    expect(Object.keys(forged)).toEqual([callHeader, signatureHeader]);

    const open = await ask(hub.url, "{ staff { name } }", {}, forged);
    const closed = await ask(hub.url, "{ staff { salary } }", {}, forged);

    expect([open.data, closed.status]).toEqual([{ staff: { name: "Hanako" } }, 403]);
  });
});

describe("in production mode", () => {
  const production = { JINKATSU_MODE: "production", JINKATSU_POLICY: openPolicy, JINKATSU_PORT: "0" };

  test.each([
    ["a subgraph", ["subgraphs/serve.ts", "welfare"], "welfare"],
    ["the gateway", ["gateway/main.ts", "--alone"], "welfare, industry"],
  ])("%s does not start without keys, and names whose", async (_, args, names) => {
    const started = startProcess(args, {
      ...production,
      JINKATSU_DATA: temporaryFolder(),
      JINKATSU_SUBGRAPHS: "welfare=http://127.0.0.1:9/graphql,industry=http://127.0.0.1:9/graphql",
    });

    const { code } = await started.ended;

    expect(code).toBe(3);
    expect(started.stderr()).toContain(`There is no key for ${names}.`);
  });
});
