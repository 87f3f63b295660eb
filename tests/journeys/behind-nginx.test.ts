/** The hub as a process behind nginx's cache: what everybody reads costs it nothing, and what is somebody's own stays so. */

import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, test } from "@jest/globals";
import { ask } from "../support/ask.ts";
import { type CachingProxy, describeWithCachingProxy, startCachingProxy } from "../support/caching-proxy.ts";
import { eventually, type LogLine, type Served, startEmbedded } from "../support/hub-process.ts";
import { startIssuer } from "../support/issuer.ts";
import { listDocuments, pathOf } from "../support/listed-documents.ts";
import { send } from "../support/raw-http.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const page = `query Page { measures(first: 50) { totalCount nodes { id code name { ja en } department { name { ja } }
  pillar areas { name { ja } } targetGroups { name { ja } } sources { url } } pageInfo { hasNextPage endCursor } } }`;
const created = "印をつけた施策";

let hub: Served;
let proxy: CachingProxy;
let tokenOf: (roles: readonly string[], more?: object) => Promise<string>;

describeWithCachingProxy("a page of 50 measures behind nginx", () => {
  beforeAll(async () => {
    const issuer = await startIssuer();
    tokenOf = (roles, more = {}) => issuer.token({ roles: [...roles], ...more });
    hub = await startEmbedded({
      JINKATSU_DATA: temporaryFolder(),
      JINKATSU_TRUSTED_DOCUMENTS: listDocuments([page]),
      JINKATSU_ISSUERS: JSON.stringify([issuer.setting]),
      JINKATSU_LOG: "info",
    });
    proxy = await startCachingProxy(hub.url);
  }, 400_000);

  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    send(proxy.url, { method: "GET", path, headers });
  const isPage = ({ msg, operationName }: LogLine) => msg === "request" && operationName === "Page";
  const logged = () => hub.log().filter(isPage);

  test("is executed once for all who read it, until something changes", async () => {
    const first = await get(pathOf(page));
    const before = await eventually(
      () => logged().length,
      (length) => length > 0,
    );
    const end = Date.now() + 3_000;
    let reads = 0;
    for (; Date.now() < end; reads++) expect((await get(pathOf(page))).body).toBe(first.body);

    const asked = logged().slice(before);
    expect(reads).toBeGreaterThan(200);
    expect(asked.length).toBeLessThan(8);
    expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 304));
  });

  test("shows a change within three seconds after it was saved", async () => {
    const measure = { code: "000-marked", name: { ja: created }, sources: [{ url: "https://example.jp/" }] };
    const authorization = `Bearer ${await tokenOf(["member"], { department: "welfare" })}`;
    await get(pathOf(page));

    const { errors } = await ask(
      hub.url,
      "mutation ($input: CreateWelfareMeasureInput!) { createWelfareMeasure(input: $input) { __typename } }",
      { input: { measure } },
      { authorization },
    );
    const saved = Date.now();
    await eventually(
      () => get(pathOf(page)),
      ({ body }) => body.includes(created),
    );

    expect(errors).toBeUndefined();
    expect(Date.now() - saved).toBeLessThan(3_000 + slowMachine);
    expect(proxy.readCache()).toContain(created);
  });

  test("is kept, and what an auditor or a member asks never is", async () => {
    const ofMember = "query Marked { measures(first: 2) { nodes { code } } marker: __typename }";
    const ofAuditor = ofMember.replace("marker", "overlapMatrix { pairCount } marker");
    for (const [role, query] of [
      ["member", ofMember],
      ["auditor", ofAuditor],
    ] as const) {
      const search = new URLSearchParams({ query });
      const authorization = `Bearer ${await tokenOf([role], { department: "welfare" })}`;
      const { status, body, headers } = await get(`/graphql?${search}`, {
        authorization,
        "apollo-require-preflight": "1",
      });
      expect([status, headers["cache-control"]]).toEqual([200, "private, no-store"]);
      expect(body).toContain('"marker"');
    }
    await sleep(200);

    expect(proxy.readCache()).toContain('"totalCount"');
    expect(proxy.readCache()).not.toContain('"marker"');
  });
});

/** In milliseconds: what a machine that tests share takes more. */
const slowMachine = 3_000;
