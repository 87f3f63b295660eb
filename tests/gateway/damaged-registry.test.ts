import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { databases } from "../support/databases.ts";
import { eventually } from "../support/hub-process.ts";
import { send } from "../support/raw-http.ts";
import { startRegistryHub } from "../support/registry-hub.ts";

test("A hub whose registry's file is damaged serves, and is not ready: it names the file and what to do", async () => {
  const settings = databases[0].newSettings();
  const file = path.join(settings.dataFolder, "registry.sqlite");
  writeFileSync(file, "no database any more ".repeat(1_000));
  const { hub } = await startRegistryHub(settings);
  const readiness = async () => {
    const { status, body } = await send(hub.url, { method: "GET", path: "/health/ready" });
    return { code: status, ...JSON.parse(body) };
  };

  const { reasons } = await eventually(readiness, ({ code }) => code === 503);

  expect(reasons.join()).toContain(`registry: The database ${file} is damaged (SQLITE_NOTADB)`);
  expect(reasons.join()).toContain("npx jinkatsu restore <backup> --replace");
}, 400_000);
