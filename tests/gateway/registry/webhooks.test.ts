import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openRegistryDatabase } from "../../../gateway/registry/store/open.ts";
import { deliveryTable } from "../../../gateway/registry/store/tables.ts";
import { parseWebhooks } from "../../../gateway/registry/webhooks/webhook.ts";
import type { Json } from "../../support/ask.ts";
import { databases, describeOnDatabases } from "../../support/databases.ts";
import { eventually, type Served, startAlone } from "../../support/hub-process.ts";
import { registryAt, schemaFile } from "../../support/registry.ts";
import { published, type RegistryHub, startRegistryHub } from "../../support/registry-hub.ts";
import { serveSmallSubgraph } from "../../support/small-subgraph.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { isSigned, type Receiver, receiveWebhooks, webhookSecret } from "../../support/webhook-receiver.ts";

const address = "http://127.0.0.1:9/graphql";
const weather = (more = "") => published(`"問い合わせ。" type Query { "天気。" weather: String ${more} }`);
const broken = published(`"問い合わせ。" type Query { "天気。" weather: Nothing }`);
const taking = published(
  `"問い合わせ。" type Query { "海。" sea: Int } "町。" type Town @key(fields: "id") { "番号。" id: ID! "人口。" people: Int @override(from: "towns") }`,
);

function webhooksTo(...webhooks: readonly object[]) {
  const stated = webhooks.map((webhook) => ({ secret: webhookSecret, ...webhook }));
  const read = parseWebhooks(JSON.stringify(stated));
  if (read === undefined) throw new Error("not read");
  return { webhooks: read };
}

async function deliveriesOf(settings: RegistryHub["settings"]): Promise<readonly Json[]> {
  const database = await openRegistryDatabase(settings);
  const rows = await database.reader.find(deliveryTable.entity, { order: { at: "ASC" } });
  await database.close();
  return rows;
}

describeOnDatabases("a webhook", (database) => {
  let receiver: Receiver;
  let registry: RegistryHub;
  let token: string;
  let settings: RegistryHub["settings"];

  beforeAll(async () => {
    settings = database.newSettings();
    receiver = await receiveWebhooks();
    registry = await startRegistryHub(settings, webhooksTo({ url: receiver.url }));
    token = await registry.token("weather");
  }, 400_000);

  const publish = async (sdl: string, subgraph = "weather", by = token) =>
    (await registry.change(by, "publish", { subgraph, sdl, url: `${address}/${subgraph}` })).json;

  test("is told of a publish and of its launch, signed, and of no person but the author", async () => {
    const { version, served } = await publish(weather());

    const [told] = await receiver.got("publish");
    const launches = await receiver.got("launch", 2);
    expect(told && isSigned(told)).toBe(true);
    expect(told && isSigned(told, `whsec_${"A".repeat(43)}=`)).toBe(false);
    expect(told?.headers).toMatchObject({ "webhook-id": told?.json.id, "content-type": "application/json" });
    expect(told?.json).toEqual({
      id: expect.any(String),
      event: "publish",
      at: version.at,
      subgraph: "weather",
      version: 1,
      digest: version.digest,
      revision: served.revision,
      author: expect.stringMatching(/^token test/),
      draft: null,
      departments: [],
      // Nothing runs at its address yet.
      findings: [
        expect.objectContaining({ code: "CONTRACT_GRAPH_GAINS", severity: "notice" }),
        expect.objectContaining({ code: "SERVICE_SILENT", severity: "warning" }),
      ],
      findingsLeftOut: 0,
    });
    expect(launches.map(({ json }) => json.digest)).toContain(served.supergraph);
  }, 400_000);

  test("is told of a draft with what was found, and where", async () => {
    const { draft } = await publish(broken);

    const [told] = await receiver.got("draft");
    expect(told?.json).toMatchObject({ subgraph: "weather", draft: draft.id, version: null });
    expect(told?.json.findings).toContainEqual(
      expect.objectContaining({ severity: "error", place: { line: expect.any(Number), column: expect.any(Number) } }),
    );
  }, 400_000);

  test("is told whose approval is wanted, and what was decided", async () => {
    const sea = await registry.token("sea");
    const { draft } = await publish(taking, "sea", sea);
    const [wanted] = await receiver.got("approval-wanted");
    const approver = await registry.token("towns", ["approve"]);
    await registry.change(approver, "refuse", { draft: draft.id, reason: "ours" });

    const [refused] = await receiver.got("refused");
    expect(wanted?.json).toMatchObject({ subgraph: "sea", draft: draft.id, departments: ["towns"] });
    expect(refused?.json).toMatchObject({ subgraph: "sea", draft: draft.id, departments: ["towns"] });
  }, 400_000);

  test("that fails is told again, with the same id and text and a signature of its own", async () => {
    const seen = new Set<string>();
    receiver.answer((response, { id, event }) => {
      const isFirst = event === "publish" && !seen.has(id);
      seen.add(id);
      response.writeHead(isFirst ? 500 : 200).end();
    });
    await publish(weather('"雪。" snow: Int'));

    const [first, second] = (await receiver.got("publish", 3)).slice(1);
    expect([second?.headers["webhook-id"], second?.text]).toEqual([first?.headers["webhook-id"], first?.text]);
    expect(Number(second?.at) - Number(first?.at)).toBeGreaterThanOrEqual(900);
    expect(second && isSigned(second)).toBe(true);
  }, 400_000);

  test("is told once by several replicas", async () => {
    // SQLite's file is in the folder; where the database is a server each replica has a folder of its own.
    const place = settings.databaseUrl === undefined ? settings : { ...settings, dataFolder: temporaryFolder() };
    await startRegistryHub(place, webhooksTo({ url: receiver.url }));
    receiver.answer((response) => void response.writeHead(204).end());
    const before = receiver.received.length;

    for (const field of ["fog", "hail", "wind"]) await publish(weather(`"項目。" ${field}: Int "雪。" snow: Int`));
    await sleep(2_000);

    const told = receiver.received.slice(before).map(({ json }) => json.id);
    expect(new Set(told).size).toBe(told.length);
    expect(told.length).toBeGreaterThanOrEqual(2);
    expect((await deliveriesOf(settings)).filter(({ status }) => status === "waiting")).toEqual([]);
  }, 400_000);
});

describe("a webhook's receiver", () => {
  const settings = databases[0].newSettings();
  let hanging: Receiver;
  let other: Receiver;
  let registry: RegistryHub;
  let token: string;

  beforeAll(async () => {
    [hanging, other] = [await receiveWebhooks(), await receiveWebhooks()];
    const towns = { url: `${other.url}?towns`, subgraphs: ["towns"], events: ["publish", "approval-wanted"] };
    registry = await startRegistryHub(settings, webhooksTo({ url: hanging.url }, { url: other.url }, towns));
    token = await registry.token("weather");
  }, 400_000);

  test("that hangs holds up no publish and no other receiver", async () => {
    hanging.answer(() => undefined);
    await registry.change(token, "publish", { subgraph: "weather", sdl: weather(), url: address });
    await hanging.got("publish");
    const before = hanging.received.length;

    const sdl = weather('"雪。" snow: Int');
    const { json } = await registry.change(token, "publish", { subgraph: "weather", sdl, url: address });
    const told = await other.got("publish", 2);

    expect([json.outcome, json.served.isServed]).toEqual(["published", true]);
    expect(told).toHaveLength(2);
    // Still with the one that hangs, and not done with it.
    expect(hanging.received).toHaveLength(before);
  }, 400_000);

  test("of one department's hears of that department only, and of what wants its approval", async () => {
    const sea = await registry.token("sea");
    await registry.change(sea, "publish", { subgraph: "sea", sdl: taking, url: `${address}/sea` });

    // Once for the receiver of everything, once for that of towns.
    expect(await other.got("approval-wanted", 2)).toHaveLength(2);
    expect(await other.got("publish")).toHaveLength(2);
  }, 400_000);

  test("is written down in the database by no address and no secret", async () => {
    const rows = JSON.stringify(await deliveriesOf(settings));

    for (const { url } of [hanging, other]) expect(rows).not.toContain(new URL(url).host);
    expect(rows).not.toContain(webhookSecret.slice(6));
  });
});

describe("a webhook", () => {
  test("is redirected nowhere", async () => {
    const [first, second] = [await receiveWebhooks(), await receiveWebhooks()];
    first.answer((response) => void response.writeHead(307, { location: second.url }).end());
    const registry = await startRegistryHub(databases[0].newSettings(), webhooksTo({ url: first.url }));

    await first.got("launch", 2);

    expect(second.received).toEqual([]);
    expect((await deliveriesOf(registry.settings))[0]).toMatchObject({ status: "waiting" });
  }, 400_000);

  test("is connected to no address that its networks leave out", async () => {
    const receiver = await receiveWebhooks();
    const url = receiver.url.replace("127.0.0.1", hostname());
    const webhooks = webhooksTo({ url, networks: "public" });
    const registry = await startRegistryHub(databases[0].newSettings(), webhooks);
    const token = await registry.token("weather");

    await registry.change(token, "publish", { subgraph: "weather", sdl: weather(), url: address });
    await sleep(2_500);

    const rows = await deliveriesOf(registry.settings);
    expect(rows.every(({ status, attempts }) => status === "waiting" && attempts > 0)).toBe(true);
    expect(receiver.received).toEqual([]);
  }, 400_000);

  test("that nobody has configured is written down nowhere", async () => {
    const registry = await startRegistryHub(databases[0].newSettings());
    const token = await registry.token("weather");

    await registry.change(token, "publish", { subgraph: "weather", sdl: weather(), url: address });

    expect(await deliveriesOf(registry.settings)).toEqual([]);
  }, 400_000);
});

describe("a hub that is killed between a publish and its delivery", () => {
  let towns: Awaited<ReturnType<typeof serveSmallSubgraph>>;

  beforeAll(async () => {
    towns = await serveSmallSubgraph({ sdl: "type Query { town: Int }", resolvers: {} });
  });
  afterAll(() => towns.close());

  const environmentOf = (receiver: Receiver) => ({
    JINKATSU_DATA: temporaryFolder(),
    JINKATSU_SUBGRAPHS: `towns=${towns.url}`,
    JINKATSU_WEBHOOKS: JSON.stringify([{ url: receiver.url, secret: webhookSecret, events: ["publish"] }]),
  });

  async function publishTo(hub: Served, dataFolder: string): Promise<Json> {
    const registry = registryAt({ url: hub.url, dataFolder });
    const token = await registry.admit("weather");
    const args = [
      "publish",
      "weather",
      "--schema",
      schemaFile(weather()),
      "--url",
      address,
      "--not-yet-running",
      "--json",
    ];
    return (await registry.run(token, ...args)).json;
  }

  test("delivers it when it runs again", async () => {
    // A port that nobody listens on for now.
    const first = await receiveWebhooks();
    await first.close();
    const environment = environmentOf(first);
    const hub = await startAlone(environment);
    const { outcome, version } = await publishTo(hub, environment.JINKATSU_DATA);
    await eventually(hub.log, (lines) => lines.some(({ msg }) => msg === "webhook not delivered"));

    await hub.stop("SIGKILL");
    const receiver = await receiveWebhooks(first.port);
    const again = await startAlone(environment);
    const [told] = await receiver.got("publish");

    expect(outcome).toBe("published");
    expect(told?.json).toMatchObject({ subgraph: "weather", version: 1, digest: version.digest });
    expect(told && isSigned(told)).toBe(true);
    const [failure] = hub.log().filter(({ msg }) => msg === "webhook not delivered");
    expect(failure).toMatchObject({ receiver: `127.0.0.1:${first.port}`, reason: "ECONNREFUSED" });
    expect(hub.stderr() + again.stderr()).not.toContain("/hook");
    expect(await again.stop()).toMatchObject({ code: 0 });
  }, 400_000);

  test("delivers it again, under the same id, where it was killed in the midst", async () => {
    const receiver = await receiveWebhooks();
    receiver.answer(() => undefined);
    const environment = environmentOf(receiver);
    const hub = await startAlone(environment);
    await publishTo(hub, environment.JINKATSU_DATA);
    await receiver.got("publish");

    await hub.stop("SIGKILL");
    receiver.answer((response) => void response.writeHead(204).end());
    const again = await startAlone(environment);
    const [first, second] = await receiver.got("publish", 2);

    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(await again.stop()).toMatchObject({ code: 0 });
  }, 400_000);
});

describe("JINKATSU_WEBHOOKS", () => {
  const secret = webhookSecret;
  const url = "https://hooks.example.jp/";

  test.each<[string, object]>([
    ["https", { url, secret }],
    ["http to this machine", { url: "http://127.0.0.1:8000/a?b=c", secret }],
    ["http to a private network", { url: "http://10.1.2.3/", secret }],
    ["http to a name, which is judged when it is called", { url: "http://hooks.internal/", secret }],
    ["two secrets while one is replaced", { url, secret: [secret, `whsec_${"B".repeat(32)}`] }],
    ["some events of some departments", { url, secret, events: ["draft", "launch"], subgraphs: ["welfare"] }],
    ["networks", { url, secret, networks: "private, 192.0.2.0/24" }],
  ])("takes %s", (_, webhook) => {
    expect(parseWebhooks(JSON.stringify([webhook]))).toHaveLength(1);
  });

  test.each<[string, unknown]>([
    ["what is no list", { url, secret }],
    ["a metadata address", [{ url: "http://169.254.169.254/latest", secret }]],
    ["a metadata address over https", [{ url: "https://169.254.169.254/", secret }]],
    ["one in the clothes of IPv6", [{ url: "http://[::ffff:169.254.169.254]/", secret }]],
    ["one in other digits", [{ url: "http://0xA9FEA9FE/", secret }]],
    ["http to a public address", [{ url: "http://192.0.2.1/", secret }]],
    ["another scheme", [{ url: "file:///etc/passwd", secret }]],
    ["a password in the address", [{ url: "https://a:b@hooks.example.jp/", secret }]],
    ["a line end in the address", [{ url: "https://hooks.example.jp/\n", secret }]],
    ["no secret", [{ url }]],
    ["a short secret", [{ url, secret: "whsec_AAAA" }]],
    ["a secret of another form", [{ url, secret: "secret".repeat(9) }]],
    ["an unknown event", [{ url, secret, events: ["everything"] }]],
    ["no events", [{ url, secret, events: [] }]],
    ["what is misspelt", [{ url, secret, subgraph: "welfare" }]],
    ["unknown networks", [{ url, secret, networks: "mine" }]],
    [
      "an address twice",
      [
        { url, secret },
        { url, secret },
      ],
    ],
  ])("does not take %s", (_, stated) => {
    expect(parseWebhooks(JSON.stringify(stated))).toBeUndefined();
  });
});
