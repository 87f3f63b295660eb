/** The bare limit: the calls of our own plan, sent in the same order, parsed, and the answer stringified; no GraphQL at all. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Pool } from "undici";
import { reportCpu, settings } from "./contender.ts";

type Call = { readonly url: string; readonly body: string };

const { waves, answer }: { waves: Call[][]; answer: unknown } = JSON.parse(readFileSync(settings.calls, "utf8"));
const pools = new Map(waves.flat().map(({ url }) => [url, new Pool(new URL(url).origin, { connections: 64 })]));
const headers = { "content-type": "application/json" };

createServer(async (request, response) => {
  let text = "";
  for await (const chunk of request) text += chunk;
  JSON.parse(text);
  for (const wave of waves) await Promise.all(wave.map(send));
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
}).listen(settings.port, "127.0.0.1", reportCpu);

async function send({ url, body }: Call): Promise<unknown> {
  const answered = await pools.get(url)?.request({ method: "POST", path: "/graphql", headers, body });
  return JSON.parse((await answered?.body.text()) ?? "null");
}
