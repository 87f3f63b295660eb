/** Two catalogs on one database behind a balancer: which of them was told, and which of them answers, makes no difference. */
import { afterAll, expect, test } from "@jest/globals";
import { openDepartment } from "#kit/department/open.ts";
import { signerFor } from "#kit/identity/sign-call.ts";
import { createLog } from "#kit/log/log.ts";
import { waysBy } from "#kit/network/ask-subgraph.ts";
import { tellDepartments } from "#kit/server/department-list.ts";
import type { Listening } from "#kit/server/listen.ts";
import { readPublished } from "#kit/server/read-published.ts";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import { openCatalogElsewhere } from "../../../subgraphs/catalog/open-elsewhere.ts";
import { agriculture } from "../../support/agriculture/department.ts";
import { dataOf } from "../../support/ask.ts";
import { startBalancer } from "../../support/balancer.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { departmentNamed } from "../../support/departments.ts";

const log = createLog("error");
const opened: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const close of opened.reverse()) await close();
});

describeOnDatabases("two catalogs behind a balancer", (database) => {
  test("publish a department that one of them was told of, also one that is started anew in its first moment", async () => {
    const settings = database.newSettings();
    const served: Listening[] = [];
    for (const department of [departmentNamed("welfare"), agriculture])
      served.push(await serveSubgraph(await openDepartment(department, settings), settings));
    const [welfare, farms] = served.map(({ url }) => `${url}/graphql`);
    const apart = { ...settings, subgraphs: [{ name: "welfare", url: welfare ?? "" }] };
    const start = async () => serveSubgraph(await openCatalogElsewhere(apart, log), apart);
    const catalogs = [await start(), await start()];
    const balancer = await startBalancer(...catalogs.map(({ url }) => url));
    opened.push(...[...served, ...catalogs].map((each) => () => each.close()), balancer.close);
    const way = waysBy(apart)("catalog");
    const published = async () => (await readPublished(`${balancer.url}/graphql`, way))?.sdl ?? "";
    const listed = [
      { name: "welfare", sdl: departmentNamed("welfare").sdl, url: welfare ?? "" },
      { name: "agriculture", sdl: agriculture.sdl, url: farms ?? "" },
    ];
    const before = await published();

    const isTaken = await tellDepartments(balancer.url, listed, signerFor(apart.subgraphKeys, "catalog"));
    const after = await Promise.all(Array.from({ length: 4 }, published));
    await catalogs[0]?.close();
    const anew = await start();
    opened.push(() => anew.close());
    balancer.lead(anew.url);
    const first = await published();
    const names = await dataOf(anew.url, '{ __type(name: "AgricultureMeasure") { name } departments { code } }');

    expect(before).not.toContain("AgricultureMeasure");
    expect(isTaken).toBe(true);
    for (const sdl of [...after, first]) expect(sdl).toContain("AgricultureMeasure");
    expect(names).toEqual({
      __type: { name: "AgricultureMeasure" },
      departments: [{ code: "welfare" }, { code: "agriculture" }],
    });
  });
});
