/** A change of the registry that is sent with one `Idempotency-Key` to two replicas of the gateway at once. */
import { beforeEach, expect, test } from "@jest/globals";
import type { Json } from "../../support/ask.ts";
import { describeOnMysql } from "../../support/databases.ts";
import { send } from "../../support/raw-http.ts";
import { published, type RegistryHub, startRegistryHub } from "../../support/registry-hub.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const url = "http://127.0.0.1:9/graphql";
const weather = (field: string) =>
  published(`"問い合わせ。" type Query { "天気。" weather: String "項目。" ${field}: String }`);
/** Waits for towns, whose field it takes over. */
const taking = published(`"問い合わせ。" type Query { "天気。" weather: String }
  "町。" type Town @key(fields: "id") { "番号。" id: ID! "人口。" people: Int @override(from: "towns") }`);

interface Answer {
  readonly status: number;
  readonly json: Json;
}

describeOnMysql("a change that is sent to two replicas at once with one key", (on) => {
  let replicas: readonly RegistryHub[];
  let token: string;

  beforeEach(async () => {
    const settings = on.newSettings();
    // Each has a folder of its own, and the server is the same.
    const first = await startRegistryHub(settings);
    replicas = [first, await startRegistryHub({ ...settings, dataFolder: temporaryFolder() })];
    token = await first.token("weather");
  }, 400_000);

  async function change(
    { hub }: RegistryHub,
    name: string,
    body: object,
    { key, as = token }: { key: string; as?: string },
  ): Promise<Answer> {
    const headers = { "content-type": "application/json", authorization: `Bearer ${as}`, "idempotency-key": key };
    const asked = { method: "POST", path: `/registry/${name}`, body: JSON.stringify(body), headers };
    const answer = await send(hub.url, asked);
    return { status: answer.status, json: JSON.parse(answer.body) };
  }

  const toBoth = (name: string, body: object, sent: { key: string; as?: string }) =>
    Promise.all(replicas.map((replica) => change(replica, name, body, sent)));

  const publish = (sdl: string, key: string) =>
    toBoth("publish", { subgraph: "weather", sdl, url, notYetRunning: true }, { key });

  const history = async (): Promise<Json> => (await replicas[0]?.read(token, "history?subgraph=weather"))?.json;

  /** Both are told the same, and so is whoever sends it once more. */
  async function expectOnce(answers: readonly Answer[], outcome: string, again: () => Promise<readonly Answer[]>) {
    expect(answers.map(({ json }) => json.outcome)).toEqual([outcome, outcome]);
    expect(answers[1]).toEqual(answers[0]);
    expect(await again()).toEqual(answers);
  }

  test("is made once, and both are told so: publish, rollback and delete", async () => {
    const send1 = () => publish(weather("wind"), "key-1");
    await expectOnce(await send1(), "published", send1);
    await publish(`${weather("wind")}\n# Once more.`, "key-2");
    const send3 = () => toBoth("rollback", { subgraph: "weather", to: 1 }, { key: "key-3" });
    await expectOnce(await send3(), "published", send3);
    const send4 = () => toBoth("delete", { subgraph: "weather" }, { key: "key-4" });
    await expectOnce(await send4(), "refused", send4);
    const { versions } = await history();
    expect(versions).toHaveLength(3);
  }, 400_000);

  test("is proposed once, and decided once", async () => {
    const approver = await replicas[0]?.token("towns", ["read", "approve"], "officer of towns");
    const send1 = () => publish(taking, "key-1");
    const proposed = await send1();
    await expectOnce(proposed, "waiting", send1);
    const draft: string = proposed[0]?.json.draft.id;
    const send2 = () => toBoth("approve", { draft, reason: "as agreed" }, { key: "key-2", as: approver ?? "" });
    await expectOnce(await send2(), "approved", send2);

    const { versions, drafts } = await history();
    expect([versions.length, drafts.length]).toEqual([1, 1]);
  }, 400_000);

  test("with another content at the second replica is refused there", async () => {
    const [first, second] = replicas;
    const body = (sdl: string) => ({ subgraph: "weather", sdl, url, notYetRunning: true });
    const answers =
      first && second
        ? await Promise.all([
            change(first, "publish", body(weather("wind")), { key: "key-1" }),
            change(second, "publish", body(weather("snow")), { key: "key-1" }),
          ])
        : [];

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect((await history()).versions).toHaveLength(1);
  }, 400_000);
});
