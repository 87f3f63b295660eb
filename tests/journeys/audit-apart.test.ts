/** The audit as a process of its own, beside a department, a catalog and a gateway that are processes too. */
import { rmSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { readSettings } from "#kit/settings.ts";
import { issueDevelopmentToken } from "../../gateway/access/development-token.ts";
import { ask, type Json } from "../support/ask.ts";
import { type Environment, eventually, type Served, startAlone, startSubgraph } from "../support/hub-process.ts";
import { send } from "../support/raw-http.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const names = ["education", "employment", "catalog", "audit"];
const keys = [...names, "*"].map((name) => `${name}=${name.replace("*", "all").padEnd(32, "-")}`).join();

describe("an audit in a process of its own", () => {
  let audit: Served;
  let startAudit: () => Promise<Served>;
  let auditFolder: string;
  let gateway: Served;
  let token: string;
  let portalToken: string;

  beforeAll(async () => {
    const folders = new Map([...names, "gateway"].map((name) => [name, temporaryFolder()]));
    const environmentOf = (name: string, subgraphs: ReadonlyMap<string, Served>): Environment => ({
      JINKATSU_DATA: folders.get(name) ?? "",
      JINKATSU_SUBGRAPH_KEYS: keys,
      JINKATSU_SUBGRAPHS: [...subgraphs].map(([each, { url }]) => `${each}=${url}/graphql`).join(),
    });
    const subgraphs = new Map<string, Served>();
    for (const name of names) subgraphs.set(name, await startSubgraph(name, environmentOf(name, subgraphs)));
    gateway = await startAlone(environmentOf("gateway", subgraphs));
    audit = subgraphs.get("audit") as Served;
    auditFolder = folders.get("audit") ?? "";
    const { port } = new URL(audit.url);
    startAudit = () => startSubgraph("audit", { ...environmentOf("audit", subgraphs), JINKATSU_PORT: port });
    await eventually(
      () => send(gateway.url, { method: "GET", path: "/health/ready" }),
      ({ status }) => status === 200,
    );
    const settings = readSettings({ JINKATSU_DATA: folders.get("gateway") });
    token = await issueDevelopmentToken({ roles: ["auditor"], subject: "alice", holdsFor: 3_600 }, settings);
    portalToken = await issueDevelopmentToken({ roles: ["portal"], subject: "portal", holdsFor: 3_600 }, settings);
  }, 400_000);

  const candidates = "{ integrationCandidates { candidates(first: 30) { measures { department } affectedClients } } }";
  const clientsOf = async (department: string): Promise<readonly string[] | null> => {
    const { data, errors } = await ask(gateway.url, candidates, {}, { authorization: `Bearer ${token}` });
    if (errors) throw new Error(JSON.stringify(errors));
    const ofDepartment = data.integrationCandidates.candidates.find(({ measures }: Json) =>
      measures.every((measure: Json) => measure.department === department),
    );
    return ofDepartment.affectedClients;
  };

  test("knows which clients of the graph a merger would touch, as the gateway counts them", async () => {
    const portal = { "graphql-client-name": "portal", authorization: `Bearer ${portalToken}` };
    await ask(gateway.url, "{ employmentMeasures(first: 1) { nodes { paymentTrigger } } }", {}, portal);

    const told = await eventually(
      () => clientsOf("employment"),
      (clients) => clients?.includes("portal") === true,
      60_000,
    );

    expect(told).toContain("portal");
    expect(await clientsOf("education")).not.toContain("portal");
  }, 400_000);

  test("tells the public nothing of them, and is told nothing by anybody but a gateway", async () => {
    const { errors } = await ask(gateway.url, candidates);
    const before = await clientsOf("employment");
    const { status } = await send(audit.url, {
      path: "/departments",
      headers: { "content-type": "application/json" },
      body: JSON.stringify([{ name: "employment", sdl: "", url: "http://127.0.0.1:1/graphql", clients: ["intruder"] }]),
    });

    expect(errors?.[0]?.extensions.code).toBe("FORBIDDEN_FIELD");
    expect(status).toBe(401);
    expect(await clientsOf("employment")).toEqual(before);
  });

  test("that takes no changes makes the gateway say so, and not ready, while it goes on answering", async () => {
    const snapshot = "mutation { takeSnapshot { problems { code } } }";
    const taken = await ask(gateway.url, snapshot, {}, { authorization: `Bearer ${token}` });
    await audit.stop();
    rmSync(path.join(auditFolder, "audit-signing-key.pem"));
    audit = await startAudit();

    const ready = () => send(gateway.url, { method: "GET", path: "/health/ready" });
    const { status, body } = await eventually(ready, (answer) => answer.status === 503, 60_000);

    expect(taken.errors).toBeUndefined();
    expect(status).toBe(503);
    expect(JSON.parse(body)).toMatchObject({
      status: "not ready",
      reasons: [expect.stringMatching(/^audit: .*audit-signing-key\.pem/)],
    });
    expect((await ask(gateway.url, "{ measures { totalCount } }")).errors).toBeUndefined();
  }, 400_000);
});
