import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { databases } from "../../../support/databases.ts";
import { departmentNamed, openForTest } from "../../../support/departments.ts";
import { sampleMeasure } from "../../../support/sample-records.ts";

const welfare = departmentNamed("welfare");
const [sqlite] = databases;

interface Connection {
  exec(sql: string): void;
  close(): void;
}

const Libsql: new (file: string) => Connection = createRequire(import.meta.url)("libsql");

const mutation = `mutation ($input: CreateWelfareMeasureInput!) {
  createWelfareMeasure(input: $input) { measure { code } userErrors { code } }
}`;

async function openHeld() {
  const settings = sqlite.newSettings();
  const hub = await openForTest(welfare, settings);
  const other = new Libsql(path.join(settings.dataFolder, "welfare.sqlite"));
  other.exec("BEGIN IMMEDIATE");
  const create = (code: string) => hub.ask(mutation, { input: { measure: sampleMeasure(code) } });
  return { hub, other, create };
}

describe("A lock that another connection holds on a SQLite file", () => {
  test("has all changes that wait for it refused when their patience ends, not one after the other, and others answered meanwhile", async () => {
    const { hub, other, create } = await openHeld();
    let isWaiting = true;
    let reads = 0;
    const reading = async () => {
      while (isWaiting) {
        const { errors } = await hub.ask("{ welfareMeasures { totalCount } }");
        if (errors === undefined) reads += 1;
      }
    };

    const changes = Promise.all(["one", "two", "three", "four"].map(create)).finally(() => {
      isWaiting = false;
    });
    const [answers] = await Promise.all([changes, reading()]);
    other.exec("ROLLBACK");

    const codes = answers.flatMap(({ errors }) => errors?.map(({ originalError }) => originalError));
    expect(codes).toMatchObject(Array(4).fill({ code: "DATABASE_BUSY" }));
    expect(reads).toBeGreaterThan(0);
    expect((await create("after")).data.createWelfareMeasure.measure).toEqual({ code: "after" });
    other.close();
  });

  test("is waited for as long as the patience lasts", async () => {
    const { other, create } = await openHeld();

    const change = create("waiting");
    setImmediate(() => other.exec("COMMIT"));

    expect((await change).data.createWelfareMeasure).toEqual({ measure: { code: "waiting" }, userErrors: [] });
    other.close();
  });
});
