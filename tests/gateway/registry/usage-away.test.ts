import { mkdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { databases } from "../../support/databases.ts";
import { published, serve, startRegistryHub } from "../../support/registry-hub.ts";

const [sqlite] = databases;

const parks = (fields: string) =>
  `"問い合わせ。" type Query { "公園。" parksFirst: ParksPark } "公園。" type ParksPark { "名前。" name: String ${fields} }`;

test("A record of use that cannot be read keeps nobody from publishing; only what breaks waits, since nobody knows whom", async () => {
  const settings = sqlite.newSettings();
  mkdirSync(path.join(settings.dataFolder, "hub.sqlite"));
  const { change, token } = await startRegistryHub(settings, { usageDays: 400 });
  const server = await serve({ sdl: parks('"面積。" size: Int'), resolvers: {} });
  const own = await token("parks");
  const publish = (fields: string) =>
    change(own, "publish", { subgraph: "parks", sdl: published(parks(fields)), url: server.url });

  const first = await publish('"面積。" size: Int');
  const more = await publish('"面積。" size: Int "木。" trees: Int');
  const less = await publish('"木。" trees: Int');

  expect([first.status, first.json.outcome]).toEqual([200, "published"]);
  expect([more.status, more.json.outcome]).toEqual([200, "published"]);
  expect([less.status, less.json.outcome]).toEqual([200, "rejected"]);
  expect(JSON.stringify(less.json.results)).toContain("CHANGE_BREAKING");
});
