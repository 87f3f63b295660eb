import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Hub } from "../../../gateway/hub.ts";
import { mergeFamilies, writeFamilies } from "../../../gateway/telemetry/metrics/family.ts";
import { createCounter, createHistogram, gauge } from "../../../gateway/telemetry/metrics/instruments.ts";
import { ask } from "../../support/ask.ts";
import { provenCaller } from "../../support/proven-caller.ts";
import { send } from "../../support/raw-http.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { openHub, serveHub } from "../../support/test-hub.ts";
import { jobs, people } from "./town.ts";

const metricsOf = (hub: Hub, headers: Readonly<Record<string, string>> = {}) =>
  send(hub.url, { method: "GET", path: "/metrics", headers });

describe("the metrics of a hub", () => {
  let hub: Hub;
  let known: Readonly<Record<string, string>>;

  beforeAll(async () => {
    const dataFolder = temporaryFolder();
    hub = await serveHub([people, jobs], { dataFolder });
    known = await provenCaller(dataFolder, "portal");
  });

  test("tell requests, operations, errors, calls to subgraphs and plans", async () => {
    await ask(hub.url, "query Everybody { people { job } }", {}, known);
    await ask(hub.url, "query Everybody { people { job } }", {}, known);
    await ask(hub.url, "{ broken }");
    await ask(hub.url, "{ nothing }");

    const { body, headers } = await metricsOf(hub);

    expect(headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
    const lines = body.split("\n");
    for (const line of [
      'jinkatsu_request_duration_seconds_count{kind="query",status="200"} 3',
      'jinkatsu_request_duration_seconds_bucket{kind="query",status="200",le="+Inf"} 3',
      'jinkatsu_request_duration_seconds_count{kind="none",status="200"} 1',
      'jinkatsu_operations_total{operation="Everybody",kind="query"} 2',
      'jinkatsu_operations_total{operation="anonymous",kind="query"} 1',
      'jinkatsu_errors_total{code="BAD_USER_INPUT"} 1',
      'jinkatsu_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1',
      'jinkatsu_subgraph_call_duration_seconds_count{subgraph="people"} 3',
      'jinkatsu_subgraph_call_duration_seconds_count{subgraph="jobs"} 2',
      'jinkatsu_subgraph_failures_total{subgraph="people",code="ANSWERED_WITH_ERRORS"} 1',
      "jinkatsu_plan_cache_hits_total 1",
      "jinkatsu_plan_cache_misses_total 2",
      "jinkatsu_plan_cache_size 2",
      "jinkatsu_requests_in_flight 1",
      "jinkatsu_spans_dropped_total 0",
    ])
      expect(lines).toContain(line);
    expect(body).toMatch(/^jinkatsu_supergraph_info\{digest="[0-9a-f]{64}",origin="composed"\} 1$/m);
    expect(body).toMatch(/^nodejs_eventloop_delay_seconds\{quantile="0.99"\} [\d.e-]+$/m);
    expect(body).toMatch(/^process_resident_memory_bytes \d+$/m);
  });

  test("have no word of whoever shows no token, and 64 signs of who does", async () => {
    const long = "N".repeat(60_000);
    const labels = async () =>
      [...(await metricsOf(hub)).body.matchAll(/_total\{operation="([^"]*)"/g)].map(([, name]) => name);
    const before = await labels();

    for (let each = 0; each < 5; each++) await ask(hub.url, `query Stranger${each}_${long} { people { id } }`);
    await ask(hub.url, `query ${long} { people { id } }`, {}, known);

    expect(await labels()).toEqual(expect.arrayContaining([...before, "other", "N".repeat(64)]));
    expect(await labels()).toHaveLength(before.length + 2);
  });

  test("never tell the text of an operation", async () => {
    await ask(hub.url, 'query { people(where: { note: "秘密" }) { id } }');

    expect((await metricsOf(hub)).body).not.toMatch(/秘密|people\s*\(/);
  });

  test("are for this machine only", async () => {
    expect((await metricsOf(hub, { "x-forwarded-for": "192.0.2.1" })).status).toBe(403);
    expect((await metricsOf(hub, { host: "hub.example" })).status).toBe(403);
  });

  test("are for everybody where they are open, and for nobody where they are off", async () => {
    const [open, off] = [await openHub({ metrics: "open" }), await openHub({ metrics: "off" })];

    expect((await metricsOf(open, { "x-forwarded-for": "192.0.2.1" })).status).toBe(200);
    expect((await metricsOf(off)).status).toBe(404);
  });
});

describe("a metric", () => {
  test("has only so many series, and counts the rest as other", () => {
    const counter = createCounter({ name: "c", help: "h", labels: ["name"] });

    for (let name = 0; name < 1_000; name++) counter.add(`n${name}`);

    const { series } = counter.read();
    expect(Object.keys(series)).toHaveLength(201);
    expect(series['{name="other"}']).toBe(800);
  });

  test("is written with its labels escaped", () => {
    const counter = createCounter({ name: "c", help: "one\ntwo", labels: ["name"] });

    counter.add('a"b\\c\nd');

    expect(writeFamilies([counter.read()])).toBe('# HELP c one\\ntwo\n# TYPE c counter\nc{name="a\\"b\\\\c\\nd"} 1\n');
  });

  test("that is a histogram counts each observation in every bucket above it", () => {
    const histogram = createHistogram({ name: "h", help: "h" });

    for (const seconds of [0.001, 0.3, 60]) histogram.observe(seconds);

    expect(histogram.read().series).toMatchObject({
      '_bucket{le="0.001"}': 1,
      '_bucket{le="0.25"}': 1,
      '_bucket{le="0.5"}': 2,
      '_bucket{le="10"}': 2,
      '_bucket{le="+Inf"}': 3,
      _count: 3,
      _sum: 60.301,
    });
  });

  test("of several processes is their sum, or the worst of them", () => {
    const described = { name: "g", help: "h" };
    const [sum] = mergeFamilies([[gauge(described, [[1]])], [gauge(described, [[2]])]]);
    const [worst] = mergeFamilies([[gauge(described, [[1]], "max")], [gauge(described, [[2]], "max")]]);

    expect([sum?.series, worst?.series]).toEqual([{ "": 3 }, { "": 2 }]);
  });
});
