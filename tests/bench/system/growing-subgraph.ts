/** A subgraph that publishes one field more each time, and how long each field takes to be answered by every gateway. */
import { setTimeout as sleep } from "node:timers/promises";
import { admitDepartment } from "../../../gateway/registry/store/departments.ts";
import { openRegistryDatabase } from "../../../gateway/registry/store/open.ts";
import { issueToken } from "../../../gateway/registry/store/tokens.ts";
import { serveSmallSubgraph } from "../../support/small-subgraph.ts";
import { asking, type Replicas } from "./replicas.ts";

export interface Growing {
  /** Publishes one more field; resolves when every gateway has answered with it. */
  grow(): Promise<Grown>;
  close(): Promise<void>;
}

/** In milliseconds; of the gateways in their order. */
export interface Grown {
  /** From the request to publish to the first answer with the field. */
  readonly fromRequest: readonly number[];
  /** From the moment at which the version was stored. */
  readonly fromStored: readonly number[];
}

export async function startGrowing(replicas: Replicas, mostFields: number): Promise<Growing> {
  const fields = Array.from({ length: mostFields }, (_, index) => `"番号。" field${index}: Int`);
  const resolvers = { Query: Object.fromEntries(fields.map((_, index) => [`field${index}`, () => index])) };
  const subgraph = await serveSmallSubgraph({ sdl: `type Query { ${fields.join(" ")} }`, resolvers });
  const token = await tokenFor(replicas.settings);
  const [hub = ""] = replicas.gateways;
  let count = 0;
  return {
    async grow() {
      const began = Date.now();
      const answered = replicas.gateways.map((gateway) => firstAnswer(gateway, `{ field${count} }`));
      count += 1;
      const sdl = `"問い合わせ。" type Query { ${fields.slice(0, count).join(" ")} }`;
      const storedAt = await publish(hub, token, { url: subgraph.url, sdl });
      const times = await Promise.all(answered);
      return { fromRequest: times.map((at) => at - began), fromStored: times.map((at) => at - storedAt) };
    },
    close: () => subgraph.close(),
  };
}

async function tokenFor(settings: Replicas["settings"]): Promise<string> {
  const database = await openRegistryDatabase(settings);
  const title = { ja: "予報", en: "Forecast" };
  await admitDepartment(database, { name: "forecast", title, audiences: [], author: "bench" });
  const expiresAt = new Date(Date.now() + 12 * 3_600_000);
  const issued = await issueToken(database, {
    department: "forecast",
    responsible: "bench",
    label: "bench",
    scopes: ["publish"],
    expiresAt,
  });
  await database.close();
  return issued.token;
}

/** @returns when it was stored, by the clock of this machine */
async function publish(hub: string, token: string, schema: object): Promise<number> {
  const response = await fetch(`${hub}/registry/publish`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ subgraph: "forecast", notYetRunning: true, ...schema }),
  });
  const answer = (await response.json()) as { readonly outcome?: string; readonly version: { readonly at: string } };
  if (answer.outcome !== "published") throw new Error(JSON.stringify(answer).slice(0, 500));
  return Date.parse(answer.version.at);
}

/** @throws Error where there is none in three minutes */
async function firstAnswer(gateway: string, query: string): Promise<number> {
  const deadline = Date.now() + 180_000;
  for (;;) {
    const response = await fetch(`${gateway}/graphql`, asking(query));
    const { errors } = (await response.json()) as { readonly errors?: unknown };
    if (errors === undefined) return Date.now();
    if (Date.now() > deadline) throw new Error(`${query}: ${JSON.stringify(errors)}`);
    await sleep(100);
  }
}
