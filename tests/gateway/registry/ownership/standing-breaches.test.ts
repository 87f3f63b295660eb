/** A registry in which something was published before there was a rule against it. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import { admitDepartment } from "../../../../gateway/registry/store/departments.ts";
import { openRegistryDatabase } from "../../../../gateway/registry/store/open.ts";
import { commitVersion, readHead } from "../../../../gateway/registry/store/versions.ts";
import { databases } from "../../../support/databases.ts";
import { published, type RegistryHub, startRegistryHub } from "../../../support/registry-hub.ts";

const settings = databases[0].newSettings();
const url = "http://127.0.0.1:9/graphql";
const honest = published(
  `"問い合わせ。" type Query { "語。" words: LocalizedText } type LocalizedText @shareable { ja: String! en: String }`,
);
const closing = honest.replace("ja: String!", "ja: String! @authenticated");

let registry: RegistryHub;
let token: string;

beforeAll(async () => {
  const database = await openRegistryDatabase(settings);
  const title = { ja: "農林", en: "Farms" };
  await admitDepartment(database, { name: "farms", title, audiences: [], author: "a test" });
  const { revision } = await readHead(database);
  const { outcome } = await commitVersion(database, revision, {
    subgraph: "farms",
    action: "published",
    sdl: closing,
    url,
    author: "long ago",
  });
  await database.close();
  expect(outcome).toBe("committed");
  registry = await startRegistryHub(settings);
  token = await registry.token("farms");
}, 400_000);

const change = async (name: string, more: object) =>
  (await registry.change(token, name, { subgraph: "farms", url, ...more })).json;
const newest = async () => (await registry.read(token, "history?subgraph=farms")).json.versions[0];
const notes = () => {
  const readiness = registry.hub.readiness();
  return readiness.ready ? readiness.notes.join() : "not ready";
};

describe("a version that was published before a rule that it breaks", () => {
  test("is served on, and named by readiness and by the history", async () => {
    expect((await change("check", { sdl: closing })).passes).toBe(false);

    expect(notes()).toContain("what farms publishes would be refused today: CONTRACT_ALTERED LocalizedText.ja");
    expect(await newest()).toMatchObject({ version: 1, breaches: ["CONTRACT_ALTERED LocalizedText.ja"] });
  }, 400_000);

  test("can be mended without anybody's approval, and is named no more then", async () => {
    const mended = await change("publish", { sdl: honest.replace("words:", "more: Int words:") });

    expect([mended.outcome, (await newest()).breaches, notes()]).toEqual(["published", undefined, ""]);
  }, 400_000);

  test("cannot be gone back to", async () => {
    const back = await change("rollback", { to: 1 });

    expect(back.outcome).toBe("rejected");
    expect(JSON.stringify(back.results)).toContain("CONTRACT_ALTERED");
  }, 400_000);
});
