/** A change of the registry that is sent again with its `Idempotency-Key`: made once, and told as the first time. */
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Database } from "#kit/database/open.ts";
import { openRegistryDatabase } from "../../../gateway/registry/store/open.ts";
import type { Json } from "../../support/ask.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { send } from "../../support/raw-http.ts";
import { published, type RegistryHub, serve, startRegistryHub } from "../../support/registry-hub.ts";

const first = published(`"問い合わせ。" type Query { "天気。" weather: String "風。" wind: String }`);
const less = published(`"問い合わせ。" type Query { "天気。" weather: String }`);
const resolvers = { Query: { weather: () => "fine", wind: () => "north" } };

/** As where the hub is killed between a commit and the whole answer. */
function forgetAnswers({ dialect, reader }: Database): Promise<unknown> {
  return reader.query(
    dialect === "mysql"
      ? `CREATE TRIGGER no_answer BEFORE INSERT ON idempotent_outcome FOR EACH ROW
         IF NEW.outcome LIKE '{"answer"%' THEN SIGNAL SQLSTATE '45000'; END IF`
      : `CREATE TRIGGER no_answer BEFORE INSERT ON idempotent_outcome WHEN NEW.outcome LIKE '{"answer"%'
         BEGIN SELECT RAISE(ABORT, 'no answer'); END`,
  );
}

describeOnDatabases("a change of the registry", (on) => {
  let registry: RegistryHub;
  let token: string;
  let url: string;

  beforeEach(async () => {
    registry = await startRegistryHub(on.newSettings());
    token = await registry.token("weather");
    url = (await serve({ sdl: "type Query { weather: String wind: String }", resolvers })).url;
  }, 400_000);

  async function change(name: string, body: object, key: string, as = token): Promise<{ status: number; json: Json }> {
    const headers = { "content-type": "application/json", authorization: `Bearer ${as}`, "idempotency-key": key };
    const asked = { method: "POST", path: `/registry/${name}`, body: JSON.stringify(body), headers };
    const answer = await send(registry.hub.url, asked);
    return { status: answer.status, json: JSON.parse(answer.body) };
  }

  const publish = (sdl: string, key: string, more: object = {}) =>
    change("publish", { subgraph: "weather", sdl, url, ...more }, key);

  async function history(): Promise<Json> {
    return (await registry.read(token, "history?subgraph=weather")).json;
  }

  async function within<Value>(work: (database: Database) => Promise<Value>): Promise<Value> {
    const database = await openRegistryDatabase(registry.settings);
    return work(database).finally(() => database.close());
  }

  test("is made once, and told as the first time, also as a quoted string: publish, draft, rollback and delete", async () => {
    const sent = [
      () => publish(first, "key-1"),
      () => publish(less, "key-2"),
      () => change("delete", { subgraph: "weather", message: "a\u202Eb\u0007" }, "key-3"),
      () => change("rollback", { subgraph: "weather", to: 1 }, "key-4"),
    ];
    const outcomes: Json[] = [];
    for (const each of sent) {
      const answer = await each();
      expect(await each()).toEqual(answer);
      outcomes.push(answer.json.outcome);
    }

    expect(outcomes).toEqual(["published", "rejected", "refused", "unchanged"]);
    expect(await publish(first, '"key-1"')).toMatchObject({ json: { outcome: "published", version: { version: 1 } } });
    const { versions, drafts } = await history();
    expect([versions.length, drafts.length]).toEqual([1, 1]);
  }, 400_000);

  test("with the key of another change is refused with 422, and another's key is another", async () => {
    await publish(first, "key-1");

    const other = await publish(first, "key-1", { message: "why" });
    const another = await registry.token("weather");
    const theirs = await change("publish", { subgraph: "weather", sdl: first, url }, "key-1", another);

    expect([other.status, other.json.errors[0].extensions.code]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
    expect(theirs.json.outcome).toBe("unchanged");
  }, 400_000);

  test("sent again while it is being made waits, and is told the same", async () => {
    const answers = await Promise.all([publish(first, "key-1"), publish(first, "key-1"), publish(first, "key-1")]);

    expect(answers.map(({ json }) => json.outcome)).toEqual(["published", "published", "published"]);
    expect((await history()).versions).toHaveLength(1);
  }, 400_000);

  test("is known by its key from its commit on, also where its answer was never kept", async () => {
    await within(forgetAnswers);
    const answer = await publish(first, "key-1");

    const again = await publish(first, "key-1");

    expect(answer.json.outcome).toBe("published");
    expect(again.json).toMatchObject({ outcome: "published", passes: true, version: answer.json.version });
    expect(again.json.served).toEqual(answer.json.served);
  }, 400_000);

  describe("that decides", () => {
    const closed = published(`"問い合わせ。" type Query { "給与。" weather: String @authenticated }`);
    let chief: string;

    /** A publish that takes a rule away, and waits. */
    async function waiting(key: string): Promise<string> {
      const isNone = { notYetRunning: true };
      await publish(closed, `${key}-closed`, isNone);
      return (await publish(less, `${key}-open`, isNone)).json.draft.id;
    }

    beforeEach(async () => {
      chief = await registry.token("weather", ["read", "approve"], "the chief");
    }, 400_000);

    test("is told as the first time: approve and refuse", async () => {
      const refused = { draft: await waiting("1"), reason: "not yet" };
      const answers = [await change("refuse", refused, "no", chief), await change("refuse", refused, "no", chief)];
      const approved = { draft: await waiting("2"), reason: "agreed" };
      answers.push(await change("approve", approved, "yes", chief), await change("approve", approved, "yes", chief));
      const without = await change("approve", approved, "another-key", chief);

      expect(answers.map(({ json }) => json.outcome)).toEqual(["refused", "refused", "approved", "approved"]);
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[3]).toEqual(answers[2]);
      expect(answers[3]?.json.publishing).toMatchObject({ outcome: "published", version: { version: 2 } });
      expect(without.json.errors[0].extensions.code).toBe("DRAFT_DECIDED");
    }, 400_000);

    test("is told as an approval also where only what it let pass was kept", async () => {
      const body = { draft: await waiting("1"), reason: "agreed" };
      await within(forgetAnswers);

      const answer = await change("approve", body, "yes", chief);
      const again = await change("approve", body, "yes", chief);

      expect(answer.json).toMatchObject({ outcome: "approved", publishing: { outcome: "published" } });
      expect(again.json).toMatchObject({
        outcome: "approved",
        publishing: { outcome: "published", version: answer.json.publishing.version },
      });
    }, 400_000);
  });

  test("keeps of its message only what can be seen", async () => {
    await publish(first, "key-1", { message: "春\u202Eの\u001B[31m改訂" });

    expect((await history()).versions[0].message).toBe("春の[31m改訂");
  }, 400_000);
});
