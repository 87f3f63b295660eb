import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openDepartment } from "#kit/department/open.ts";
import { HubError } from "#kit/errors.ts";
import { listen } from "#kit/server/listen.ts";
import { readSettings, type Settings } from "#kit/settings.ts";
import { databases, describeOnMysql } from "../../../support/databases.ts";
import { departmentNamed } from "../../../support/departments.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const welfare = departmentNamed("welfare");

async function errorOf(work: () => Promise<unknown> | unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  return "no error";
}

/** One line, in English and Japanese, that names what is wrong. */
function expectOneLine(error: unknown, code: string, names: string): void {
  expect(error).toBeInstanceOf(HubError);
  expect(error).toMatchObject({ code, message: expect.stringContaining(names) });
  expect(String(error)).not.toContain("\n");
  expect(String(error)).toMatch(/[A-Za-z]+.* \/ .*[ぁ-ん]/u);
}

describe("a setting that is not valid", () => {
  const bad = [
    ["JINKATSU_MODE", "prod"],
    ["JINKATSU_MODE", "Production"],
    ["JINKATSU_PORT", "http"],
    ["JINKATSU_PORT", "-1"],
    ["JINKATSU_PORT", "65536"],
    ["JINKATSU_PORT", "80.5"],
    ["JINKATSU_PORT", "1e3"],
    ["JINKATSU_PORT", "0x50"],
    ["JINKATSU_PORT", " "],
    ["JINKATSU_DATABASE_URL", "localhost:3306"],
    ["JINKATSU_DATABASE_URL", "postgres://root@127.0.0.1/hub"],
    ["JINKATSU_DATABASE_URL", "mysql:///hub"],
    ["JINKATSU_DATABASE_URL", "mysql://root:secret%@127.0.0.1/hub"],
  ] as const;

  test.each(bad)("%s=%s is refused by its name, without its value", async (name, value) => {
    const error = await errorOf(() => readSettings({ [name]: value }));

    expectOneLine(error, "SETTING_INVALID", name);
    expect(String(error)).not.toContain("secret");
  });

  test("is not one that is left out or empty", () => {
    const empty = { JINKATSU_MODE: "", JINKATSU_PORT: "", JINKATSU_HOST: "", JINKATSU_DATABASE_URL: "" };

    expect(readSettings(empty)).toEqual(readSettings({}));
    expect(readSettings({})).toEqual({
      mode: "development",
      host: "127.0.0.1",
      port: 4000,
      connections: 4000,
      diskReserve: 256,
      drainSeconds: 0,
      dataFolder: path.resolve("data"),
      databaseUrl: undefined,
      subgraphs: [],
      subgraphKeys: new Map(),
      policy: path.resolve("schema/policy.yaml"),
    });
  });
});

describe("an address that cannot be listened on", () => {
  test("is named where the port is taken", async () => {
    const first = await listen(() => undefined, { host: "127.0.0.1", port: 0 });

    const error = await errorOf(() => listen(() => undefined, { host: "127.0.0.1", port: first.port }));

    expectOneLine(error, "PORT_TAKEN", String(first.port));
    await first.close();
  });

  test("is named where the host is not of this machine", async () => {
    const error = await errorOf(() => listen(() => undefined, { host: "192.0.2.1", port: 0 }));

    expectOneLine(error, "CANNOT_LISTEN", "192.0.2.1");
  });
});

describe("a data folder that cannot be used", () => {
  const settings = (dataFolder: string): Settings => ({ ...databases[0].newSettings(), dataFolder });

  test("is named where a file stands in its place", async () => {
    const dataFolder = path.join(temporaryFolder(), "data");
    writeFileSync(dataFolder, "");

    expectOneLine(
      await errorOf(() => openDepartment(welfare, settings(dataFolder))),
      "FOLDER_NOT_WRITABLE",
      dataFolder,
    );
  });

  test("is named where a file stands above it", async () => {
    const file = path.join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const dataFolder = path.join(file, "data");

    expectOneLine(
      await errorOf(() => openDepartment(welfare, settings(dataFolder))),
      "FOLDER_NOT_WRITABLE",
      dataFolder,
    );
  });

  test("is named with its file where that is no database", async () => {
    const dataFolder = temporaryFolder();
    writeFileSync(path.join(dataFolder, "welfare.sqlite"), "not a database, but long enough to be one".repeat(100));

    const error = await errorOf(() => openDepartment(welfare, settings(dataFolder)));

    expectOneLine(error, "DATABASE_DAMAGED", "welfare.sqlite");
  });

  test("is named with its file where that is a folder", async () => {
    const dataFolder = temporaryFolder();
    mkdirSync(path.join(dataFolder, "welfare.sqlite"));

    const error = await errorOf(() => openDepartment(welfare, settings(dataFolder)));

    expectOneLine(error, "DATABASE_FILE_UNUSABLE", "welfare.sqlite");
  });
});

describe("a database server", () => {
  const openAt = (databaseUrl: string) =>
    errorOf(() => openDepartment(welfare, { ...databases[0].newSettings(), databaseUrl }));
  let silent: Server;

  beforeAll((done) => {
    silent = createServer(() => undefined).listen(0, "127.0.0.1", () => done());
  });

  afterAll((done) => void silent.close(() => done()));

  test("that nobody runs is named by host and port", async () => {
    const error = await openAt("mysql://root:secret@127.0.0.1:1/hub");

    expectOneLine(error, "DATABASE_UNREACHABLE", "127.0.0.1:1");
    expect(String(error)).not.toContain("secret");
  });

  test("whose name is not known is named", async () => {
    expectOneLine(await openAt("mysql://root@nowhere.invalid/hub"), "DATABASE_UNREACHABLE", "nowhere.invalid");
  });

  test("that never says a word is given up within the test's patience", async () => {
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : 0;

    expectOneLine(await openAt(`mysql://root@127.0.0.1:${port}/hub`), "DATABASE_UNREACHABLE", String(port));
  }, 12_000);
});

describeOnMysql("a login that MySQL refuses", ({ newSettings }) => {
  test("is named without the password", async () => {
    const url = new URL(newSettings().databaseUrl ?? "");
    url.username = "jinkatsu_nobody";
    url.password = "se%23cret";

    const error = await errorOf(() =>
      openDepartment(welfare, { ...databases[0].newSettings(), databaseUrl: url.href }),
    );

    expectOneLine(error, "DATABASE_REFUSED", url.host);
    expect(String(error)).not.toMatch(/cret/);
  });
});
