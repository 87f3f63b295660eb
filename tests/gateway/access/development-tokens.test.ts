import { chmodSync, statSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { issueDevelopmentToken, type WantedToken } from "../../../gateway/access/development-token.ts";
import { readConfig } from "../../../gateway/config.ts";
import type { Hub } from "../../../gateway/hub.ts";
import { ask } from "../../support/ask.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { serveHub, subgraphOf } from "../../support/test-hub.ts";
import { jinkatsu } from "../cli/command-line.ts";

const dataFolder = temporaryFolder();
const settings = { ...readConfig({}), dataFolder };
const written: string[] = [];

const department = (name: string, field: string) =>
  subgraphOf(name, `type Query { ${field}Read: Int } type Mutation { ${field}Write: Int }`, {
    Query: { [`${field}Read`]: () => 1 },
    Mutation: { [`${field}Write`]: () => written.push(name) },
  });

let hub: Hub;
let production: Hub;
let token: string;

beforeAll(async () => {
  const local = [department("welfare", "welfare"), department("industry", "industry")];
  hub = await serveHub(local, { dataFolder });
  production = await serveHub(local, { dataFolder, mode: "production" });
  token = (await jinkatsu(settings, ["token", "--role", "member", "--department", "welfare"])).output.trim();
});

const issue = (wanted: Pick<WantedToken, "roles" | "department">, told = settings) =>
  issueDevelopmentToken({ ...wanted, subject: "test", holdsFor: 60 }, told);
const bearer = (text = token) => ({ authorization: `Bearer ${text}` });
const codeOf = ({ errors = [] }: Awaited<ReturnType<typeof ask>>) => errors[0]?.extensions.code;

describe("jinkatsu token", () => {
  test("keeps its key for its user alone", () => {
    expect(statSync(path.join(dataFolder, "development-key.json")).mode & 0o777).toBe(0o600);
  });

  test("issues nothing in production mode", async () => {
    const { code, output, notes } = await jinkatsu(settings, ["token", "--role", "auditor"], {
      JINKATSU_MODE: "production",
    });

    expect([code, output]).toEqual([3, ""]);
    expect(notes).toContain("JINKATSU_ISSUERS");
  });

  test("holds for a day at most", async () => {
    const { code, output } = await jinkatsu(settings, ["token", "--role", "portal", "--ttl", "25h"]);

    expect([code, output]).toEqual([2, ""]);
  });

  test.each([
    ["a member of no department", { roles: ["member"] }],
    ["an auditor of a department", { roles: ["auditor"], department: "welfare" }],
  ] as const)("refuses %s", async (_, wanted) => {
    await expect(issue(wanted)).rejects.toMatchObject({ code: "DEPARTMENT_MISSING" });
  });
});

describe("a development token", () => {
  test("lets a member change the records of the own department, and leaves it at that", async () => {
    const own = await ask(hub.url, "mutation { welfareWrite }", {}, bearer());
    const other = await ask(hub.url, "mutation { industryWrite }", {}, bearer());
    const both = await ask(
      hub.url,
      "mutation { a: welfareWrite ...F } fragment F on Mutation { industryWrite }",
      {},
      bearer(),
    );

    expect([own.status, codeOf(other), codeOf(both)]).toEqual([200, "CHANGE_FORBIDDEN", "CHANGE_FORBIDDEN"]);
    expect([other.status, both.status]).toEqual([403, 403]);
    expect(written).toEqual(["welfare"]);
  });

  test.each(["portal", "auditor", "operator"] as const)("of role %s reads, and changes nothing", async (role) => {
    const issued = bearer(await issue({ roles: [role] }));

    const reads = await ask(hub.url, "{ welfareRead }", {}, issued);
    const writes = await ask(hub.url, "mutation { welfareWrite }", {}, issued);

    expect([reads.data, codeOf(writes)]).toEqual([{ welfareRead: 1 }, "WRITES_CLOSED"]);
  });

  test("is nothing to a hub in production mode", async () => {
    expect(codeOf(await ask(production.url, "{ welfareRead }", {}, bearer()))).toBe("TOKEN_INVALID");
  });

  test("is nothing where others can read the key", async () => {
    const folder = temporaryFolder();
    const issued = await issue({ roles: ["auditor"] }, { ...settings, dataFolder: folder });
    chmodSync(path.join(folder, "development-key.json"), 0o644);
    const careless = await serveHub([department("welfare", "welfare")], { dataFolder: folder });

    const answer = await ask(careless.url, "{ welfareRead }", {}, bearer(issued));

    expect(codeOf(answer)).toBe("DEVELOPMENT_KEY_UNUSABLE");
  });
});
