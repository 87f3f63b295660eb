/** A hub whose answers are slow to come, or are lost on their way. */
import { createServer } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from "node:net";
import { afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { type ChangeAnswer, createHubClient } from "../../../gateway/cli/registry/hub-client.ts";
import { databases } from "../../support/databases.ts";
import { registryAt, schemaFile } from "../../support/registry.ts";
import { published, type RegistryHub, serve, startRegistryHub } from "../../support/registry-hub.ts";

const patience = { attemptMs: 60_000, attempts: 3, pauseMs: 10 };
const sdl = published(`"問い合わせ。" type Query { "天気。" weather: String }`);

let registry: RegistryHub;
let token: string;
let url: string;
const opened: { close(): unknown }[] = [];

beforeAll(async () => {
  registry = await startRegistryHub(databases[0].newSettings());
  token = await registry.token("weather");
  url = (await serve({ sdl: "type Query { weather: String }", resolvers: { Query: { weather: () => "fine" } } })).url;
}, 400_000);

afterEach(() => {
  for (const each of opened.splice(0)) each.close();
  delete process.env["JINKATSU_TOKEN"];
});

/** Passes on what is asked; the first `times` answers are lost with their connection. */
async function losesAnswers(times: number): Promise<string> {
  let left = times;
  const hub = new URL(registry.hub.url);
  const server = createTcpServer((client) => {
    const upstream = connect(Number(hub.port), hub.hostname);
    client.pipe(upstream);
    for (const socket of [client, upstream]) socket.on("error", () => undefined);
    upstream.on("data", (bytes) => {
      if (left <= 0) return client.write(bytes);
      left -= 1;
      upstream.destroy();
      return client.destroy();
    });
    client.on("close", () => upstream.destroy());
  });
  return addressOf(server);
}

async function addressOf(server: Pick<Server, "listen" | "address" | "close">): Promise<string> {
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const versions = async () => (await registry.read(token, "history?subgraph=weather")).json.versions;

describe("a publish whose answer is lost", () => {
  test("is sent again by its key, made once, and told as the first time", async () => {
    process.env["JINKATSU_TOKEN"] = token;
    const client = createHubClient(await losesAnswers(1), patience);

    const answer = await client.post<ChangeAnswer>("publish", { subgraph: "weather", sdl, url });

    expect(answer).toMatchObject({ outcome: "published", version: { version: 1 } });
    expect(await versions()).toHaveLength(1);
  }, 400_000);

  test("is not known to be made where no answer comes, and not said to be unreachable", async () => {
    process.env["JINKATSU_TOKEN"] = token;
    const client = createHubClient(await losesAnswers(99), patience);
    const next = published(`"問い合わせ。" type Query { "天気。" weather: String "風。" wind: String }`);

    const publishing = client.post("publish", { subgraph: "weather", sdl: next, url });

    await expect(publishing).rejects.toMatchObject({
      code: "CHANGE_UNKNOWN",
      text: { en: expect.stringContaining("jinkatsu history") },
    });
  }, 400_000);

  test("ends the command with 3", async () => {
    const commands = registryAt({ url: await losesAnswers(99), dataFolder: registry.settings.dataFolder });

    const { code, json } = await commands.run(token, "publish", "weather", "--schema", schemaFile(sdl), "--json");

    expect([code, json.error.code]).toEqual([3, "CHANGE_UNKNOWN"]);
  }, 400_000);
});

describe("a hub that does not come to it in time", () => {
  const silent = () => addressOf(createServer(() => undefined));
  const short = { attemptMs: 50, attempts: 2, pauseMs: 1 };

  test("is not known to have published, and has changed nothing for a check", async () => {
    const client = createHubClient(await silent(), short);
    const body = { subgraph: "weather", sdl };

    await expect(client.post("publish", body)).rejects.toMatchObject({ code: "CHANGE_UNKNOWN" });
    await expect(client.post("check", body)).rejects.toMatchObject({ code: "HUB_SILENT" });
    await expect(client.get("history")).rejects.toMatchObject({ code: "HUB_SILENT" });
  });

  test("is unreachable where nothing listens", async () => {
    const client = createHubClient("http://127.0.0.1:9", short);

    await expect(client.post("publish", {})).rejects.toMatchObject({ code: "HUB_UNREACHABLE" });
  });
});
