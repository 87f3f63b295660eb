import { beforeAll, describe, expect, test } from "@jest/globals";
import { firstUse } from "../../../gateway/telemetry/usage/read.ts";
import { openUsageDatabase } from "../../../gateway/telemetry/usage/usage.ts";
import { ask, type Json } from "../../support/ask.ts";
import { databases } from "../../support/databases.ts";
import { eventually } from "../../support/hub-process.ts";
import { type Issuer, startIssuer, trusted } from "../../support/issuer.ts";
import { published, type RegistryHub, serve, startRegistryHub } from "../../support/registry-hub.ts";

const staff = (rule: string, more = "") =>
  published(`"問い合わせ。" type Query { "給与。" payroll: Payroll }
    "給与。" type Payroll { "番号。" id: ID "額。" amount: Int ${rule} ${more} }`);
const closed = staff("@authenticated");
const open = staff("");
const without = published(`"問い合わせ。" type Query { "天気。" weather: String }`);

let registry: RegistryHub;
let issuer: Issuer;
let pipeline: string;
let url: string;

beforeAll(async () => {
  issuer = await startIssuer();
  const settings = databases[0].newSettings();
  registry = await startRegistryHub(settings, { issuers: [trusted(issuer)], usageDays: 400 });
  await ask(registry.hub.url, "{ town { name } }");
  await usageKnown(settings);
  pipeline = await registry.token("staff", ["read", "check", "publish"], "hanako");
  const sdl = "type Query { payroll: Payroll weather: String } type Payroll { id: ID amount: Int }";
  const resolvers = { Query: { payroll: () => ({ id: "1", amount: 300 }), weather: () => "fine" } };
  url = (await serve({ sdl, resolvers })).url;
  await publish(closed);
}, 400_000);

/** Where it is known that nobody uses something, it may go; usage is stored every few seconds. */
async function usageKnown(settings: Parameters<typeof openUsageDatabase>[0]): Promise<void> {
  const usage = await openUsageDatabase(settings);
  await eventually(
    () => firstUse(usage),
    (found) => found !== undefined,
  );
  await usage.close();
}

const publish = async (sdl: string): Promise<Json> =>
  (await registry.change(pipeline, "publish", { subgraph: "staff", sdl, url })).json;
const approve = async (draft: string, by: string): Promise<Json> => {
  const token = await registry.token("staff", ["approve"], by);
  return registry.change(token, "approve", { draft, reason: "agreed" });
};
const codeOf = ({ json }: { readonly json: Json }) => json.errors?.[0].extensions.code;
const amount = async () => (await ask(registry.hub.url, "{ payroll { amount } }")).data?.payroll?.amount;

describe("an access rule", () => {
  test("is not walked round by taking its type out and in again, nor by a deletion", async () => {
    const out = await publish(without);
    const inAgain = await publish(open);
    const deleted = (await registry.change(pipeline, "delete", { subgraph: "staff" })).json;
    const anew = await publish(open);

    const codes = [inAgain, anew].map(({ results }) =>
      results.flatMap(({ findings = [] }: Json) => findings).filter(({ awaits }: Json) => awaits !== undefined),
    );
    expect([out.outcome, inAgain.outcome, deleted.outcome, anew.outcome]).toEqual([
      "published",
      "waiting",
      "deleted",
      "waiting",
    ]);
    expect(codes.map((each) => each.map(({ code, coordinate }: Json) => [code, coordinate]))).toEqual([
      [["ACCESS_RULE_REMOVED", "Payroll.amount"]],
      [["ACCESS_RULE_REMOVED", "Payroll.amount"]],
    ]);
    expect(await amount()).toBeUndefined();
  }, 400_000);

  test("goes with an approval of somebody else once: put back, it needs another", async () => {
    const first = await publish(open);
    const own = await approve(first.draft.id, "hanako");
    const other = await approve(first.draft.id, "taro");
    const served = await amount();
    const back = await publish(closed);
    const again = await publish(open);

    expect([codeOf(own), other.json.publishing?.outcome, served]).toEqual(["APPROVAL_BY_WANTER", "published", 300]);
    expect([back.outcome, again.outcome]).toEqual(["published", "waiting"]);
    expect(await amount()).toBeUndefined();
  }, 400_000);

  test("that was let go is not asked for again, while its field stays as it is", async () => {
    const waiting = await publish(open);
    await approve(waiting.draft.id, "taro");

    expect((await publish(staff("", '"備考。" note: String'))).outcome).toBe("published");
  }, 400_000);
});

describe("a draft", () => {
  let draft: Json;
  let digest: string;

  beforeAll(async () => {
    await publish(closed);
    draft = (await publish(staff("", '"極秘。" secret: String'))).draft;
    const { drafts } = (await registry.read(pipeline, "history?subgraph=staff")).json;
    digest = drafts[0].digest;
  }, 400_000);

  const person = (roles: readonly string[], department?: string) => issuer.token({ sub: "x", roles, department });
  const seenBy = async (token: string) => {
    const { drafts } = (await registry.read(token, "history?subgraph=staff")).json;
    const { pending } = (await registry.read(token, "pending")).json;
    const { status } = await registry.read(token, `document?digest=${digest}`);
    return [drafts.length > 0, pending.length > 0, status];
  };

  test("is read by its own department, which is asked to approve it too", async () => {
    expect(draft.id).toMatch(/^[0-9a-f]{12}$/);
    expect(await seenBy(pipeline)).toEqual([true, true, 200]);
    expect(await seenBy(await person(["approver"], "staff"))).toEqual([true, true, 200]);
  });

  test.each<[string, () => Promise<string>]>([
    ["another department's pipeline", () => registry.token("sea", ["read"])],
    ["another department's approver", () => person(["approver"], "sea")],
    ["an auditor", () => person(["auditor"])],
  ])("is not read by %s, who reads what was published", async (_, tokenOf) => {
    const token = await tokenOf();
    const { versions } = (await registry.read(token, "history?subgraph=staff")).json;

    expect(await seenBy(token)).toEqual([false, false, 404]);
    expect((await registry.read(token, `document?digest=${versions[0].digest}`)).status).toBe(200);
  });
});
