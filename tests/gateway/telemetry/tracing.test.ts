import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, describe, expect, test } from "@jest/globals";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import { readTraceContext } from "#kit/tracing/trace-context.ts";
import { createTracer } from "#kit/tracing/tracer.ts";
import { ask } from "../../support/ask.ts";
import { serveHub, testConfig } from "../../support/test-hub.ts";
import { jobs, people } from "./town.ts";

interface CollectedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
}

const servers: ReturnType<typeof createServer>[] = [];

afterAll(() => {
  for (const server of servers) server.close();
});

/** A collector that takes traces as OpenTelemetry's does, or refuses them. */
async function startCollector(status = 200) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      bodies.push(`${request.url} ${Buffer.concat(chunks)}`);
      response.writeHead(status).end("{}");
    });
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return { url: `http://127.0.0.1:${port}/v1/traces`, bodies, spans: () => bodies.flatMap(spansIn) };
}

function spansIn(body: string): CollectedSpan[] {
  const { resourceSpans } = JSON.parse(body.replace(/^\S+ /, ""));
  return resourceSpans.flatMap(
    ({
      resource,
      scopeSpans,
    }: {
      resource: { attributes: { key: string; value: { stringValue: string } }[] };
      scopeSpans: { spans: CollectedSpan[] }[];
    }) => {
      const service = resource.attributes.find(({ key }) => key === "service.name")?.value.stringValue;
      return scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, service })));
    },
  );
}

const caller = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };

/** A hub with one subgraph in its process and one elsewhere, all traced, asked, and closed so that every span is sent. */
async function traceOnce(otlpUrl: string, otlpShare: number, headers: Readonly<Record<string, string>>) {
  const tracing = { otlpUrl, otlpShare };
  const elsewhere = await serveSubgraph(jobs, testConfig(), {
    tracer: createTracer("jinkatsu-jobs", { otlpUrl, otlpShare: 0 }),
  });
  const hub = await serveHub([people], tracing, [{ name: "jobs", url: `${elsewhere.url}/graphql` }]);
  const query = 'query Everybody($limit: Int) { people(limit: $limit, where: { note: "秘密" }) { job } }';
  const answer = await ask(hub.url, query, { limit: 987654 }, headers);
  await hub.close();
  await elsewhere.close();
  return answer;
}

describe("a traced request", () => {
  test("goes from the caller through the gateway's steps to the subgraph's own span", async () => {
    const collector = await startCollector();

    const { data } = await traceOnce(collector.url, 0, caller);

    const spans = collector.spans();
    const named = (name: string, service = "jinkatsu-gateway") =>
      spans.find((span) => span.name === name && span.service === service);
    const root = named("query Everybody");
    expect(data).toEqual({ people: [{ job: "nurse" }] });
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set(["0af7651916cd43dd8448eb211c80319c"]));
    expect(root).toMatchObject({ parentSpanId: "b7ad6b7169203331", kind: 2 });
    for (const step of ["parse", "validate", "plan", "subgraph people", "subgraph jobs"])
      expect(named(step)?.parentSpanId).toBe(root?.spanId);
    expect(named("subgraph jobs", "jinkatsu-jobs")?.parentSpanId).toBe(named("subgraph jobs")?.spanId);
  });

  test("says nothing of variables, literals or the document", async () => {
    const collector = await startCollector();

    await traceOnce(collector.url, 1, {});

    expect(collector.spans().length).toBeGreaterThan(5);
    expect(collector.bodies.join()).not.toMatch(/987654|秘密|people\(|_entities/);
    expect(collector.bodies[0]).toMatch(/^\/v1\/traces /);
  });

  test("is one of a share of them where the caller has not decided", async () => {
    const collector = await startCollector();

    await traceOnce(collector.url, 0, {});
    await traceOnce(collector.url, 1, { traceparent: caller.traceparent.replace(/01$/, "00") });

    expect(collector.bodies).toEqual([]);
  });

  test.each([
    ["refuses", async () => (await startCollector(500)).url],
    ["is not there", async () => "http://127.0.0.1:1/v1/traces"],
  ])("is answered as ever when the collector %s", async (_, start) => {
    const { status, data } = await traceOnce(await start(), 1, {});

    expect([status, data]).toEqual([200, { people: [{ job: "nurse" }] }]);
  });
});

describe("spans that the collector does not get", () => {
  test("are counted, and no more of them wait than the queue takes", async () => {
    const tracer = createTracer("test", { otlpUrl: "http://127.0.0.1:1/v1/traces", otlpShare: 1 });

    for (let span = 0; span < 5_000; span++) tracer.begin("request", undefined)?.end();
    const overflow = tracer.dropped();
    await tracer.close();

    expect([overflow, tracer.dropped()]).toEqual([904, 5_000]);
  });
});

describe("a hub without a collector", () => {
  test("tells subgraphs of no trace", async () => {
    const seen: (string | undefined)[] = [];
    const elsewhere = await serveSubgraph({ ...jobs, createContext: (told) => told }, testConfig(), {
      tracer: {
        begin: (_, traceparent) => void seen.push(String(traceparent)),
        dropped: () => 0,
        close: async () => undefined,
      },
    });
    const hub = await serveHub([people], {}, [{ name: "jobs", url: `${elsewhere.url}/graphql` }]);

    await ask(hub.url, "{ people { job } }", {}, caller);

    expect(new Set(seen)).toEqual(new Set(["undefined"]));
    await hub.close();
    await elsewhere.close();
  });
});

describe("a traceparent header", () => {
  test.each([
    "00-00000000000000000000000000000000-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
    "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
    "nonsense",
  ])("that is none is not believed: %s", (header) => {
    expect(readTraceContext(header)).toBeUndefined();
  });
});
