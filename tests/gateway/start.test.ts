import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type Environment, startProcess } from "../support/hub-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { mysqlIsHere, newDatabaseUrl } from "../support/test-schemas.ts";

const embedded = ["gateway/main.ts"];
const alone = ["gateway/main.ts", "--alone"];
const subgraph = ["subgraphs/serve.ts", "welfare"];

async function failedStart(args: readonly string[], environment: Environment) {
  const failing = startProcess(args, { JINKATSU_PORT: "0", JINKATSU_DATA: temporaryFolder(), ...environment });
  const { code } = await failing.ended;
  return { code, said: failing.stderr(), stdout: failing.stdout() };
}

function oneLine(code: string, ...words: readonly string[]) {
  const text = words.map((word) => `(?=.*${word})`).join("");
  return { code: 3, said: expect.stringMatching(new RegExp(`^${code}: ${text}.*[ぁ-ん].* / [A-Z].*\\n$`)) };
}

describe("a start that cannot succeed ends with 3 and one line in both languages", () => {
  const kinds = [
    ["the hub", embedded],
    ["a subgraph", subgraph],
  ] as const;

  test.each(kinds)(
    "where the port is taken (%s)",
    async (_, args) => {
      const taken = createServer();
      await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
      const address = taken.address();
      const port = typeof address === "object" ? String(address?.port) : "";

      const failed = await failedStart(args, { JINKATSU_PORT: port });

      expect(failed).toMatchObject(oneLine("PORT_TAKEN", port, "JINKATSU_PORT"));
      expect(failed.stdout).toBe("");
      taken.close();
    },
    400_000,
  );

  test.each([...kinds, ["the gateway alone", alone] as const])(
    "where the data folder cannot be written (%s)",
    async (_, args) => {
      const file = path.join(temporaryFolder(), "file");
      writeFileSync(file, "");
      const folder = path.join(file, "data");

      const failed = await failedStart(args, {
        JINKATSU_DATA: folder,
        JINKATSU_SUBGRAPHS: "a=http://127.0.0.1:9/graphql",
      });

      expect(failed).toMatchObject(oneLine("FOLDER_NOT_WRITABLE", folder, "JINKATSU_DATA"));
    },
  );

  test.each(kinds)("where no database answers (%s)", async (_, args) => {
    const failed = await failedStart(args, { JINKATSU_DATABASE_URL: "mysql://root:secret@127.0.0.1:9/hub" });

    expect(failed).toMatchObject(oneLine("DATABASE_UNREACHABLE", "127.0.0.1", "JINKATSU_DATABASE_URL"));
    expect(failed.said).not.toContain("secret");
  });

  (mysqlIsHere ? test : test.skip)("where the database refuses the password", async () => {
    const url = new URL(newDatabaseUrl());
    url.username = "nobody-of-this-name";
    url.password = "secret";

    const failed = await failedStart(embedded, { JINKATSU_DATABASE_URL: url.href });

    expect(failed).toMatchObject(oneLine("DATABASE_REFUSED", "JINKATSU_DATABASE_URL"));
    expect(failed.said).not.toContain("secret");
  });

  test.each([
    ["JINKATSU_PORT", "http", embedded],
    ["JINKATSU_ENGINE", "router", embedded],
    ["JINKATSU_DATABASE_URL", "postgres://root@127.0.0.1/hub", subgraph],
  ] as const)("where a setting is wrong: %s=%s", async (name, value, args) => {
    expect(await failedStart(args, { [name]: value })).toMatchObject(oneLine("SETTING_INVALID", name));
  });

  test("where the gateway alone does not know where the subgraphs are", async () => {
    expect(await failedStart(alone, {})).toMatchObject(oneLine("SUBGRAPHS_MISSING", "JINKATSU_SUBGRAPHS"));
  });

  test("where there is no department of the name", async () => {
    expect(await failedStart(["subgraphs/serve.ts", "warfare"], {})).toMatchObject(
      oneLine("DEPARTMENT_UNKNOWN", "warfare", "welfare"),
    );
  });
});
