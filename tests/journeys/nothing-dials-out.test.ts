import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { dataOf } from "../support/ask.ts";
import { startEmbedded, startProcess } from "../support/hub-process.ts";
import { send } from "../support/raw-http.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { acrossDepartments, forPeopleWithDisabilities } from "./questions.ts";

const trap = ["--import", "./tests/support/processes/trap-connections.ts"];

function trapped() {
  const file = path.join(temporaryFolder(), "trap.txt");
  return { environment: { TRAP_FILE: file }, attempts: () => readFileSync(file, "utf8") };
}

describe("the trap", () => {
  test("catches what dials out, by name, by address and by fetch", async () => {
    const { environment, attempts } = trapped();
    const script = `
      import net from "node:net"; import { lookup } from "node:dns";
      net.connect(9, "192.0.2.1").on("error", () => {}).destroy();
      lookup("name.invalid", () => {});
      await fetch("http://host.invalid/").catch(() => {});`;

    await startProcess([...trap, "--input-type=module", "--eval", script], environment).ended;

    expect(attempts()).toMatch(/192\.0\.2\.1/);
    expect(attempts()).toMatch(/name\.invalid/);
    expect(attempts()).toMatch(/host\.invalid/);
  });
});

describe("the hub", () => {
  const folder = temporaryFolder();

  test.each(["hub", "apollo"])(
    "reaches nothing but this machine from its start to its end (%s)",
    async (engine) => {
      const { environment, attempts } = trapped();

      const hub = await startEmbedded({ ...environment, JINKATSU_DATA: folder, JINKATSU_ENGINE: engine }, trap);
      await dataOf(hub.url, acrossDepartments, forPeopleWithDisabilities);
      await send(hub.url, { method: "GET", path: "/graphql", headers: { accept: "text/html" } });
      await hub.stop();

      // Its threads are trapped as it is, and each says so.
      expect(attempts()).toMatch(/^(?:trapped\n)+$/);
    },
    400_000,
  );

  test("nor does an import", async () => {
    const { environment, attempts } = trapped();
    const table = "subgraphs/welfare/data/measures.csv";

    const { code } = await startProcess([...trap, "gateway/cli/main.ts", "import", "welfare", table], {
      ...environment,
      JINKATSU_DATA: temporaryFolder(),
    }).ended;

    expect([code, attempts()]).toEqual([0, "trapped\n"]);
  }, 400_000);
});
