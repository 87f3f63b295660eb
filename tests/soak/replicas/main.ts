/**
 * Two processes of everything behind balancers, three gateways: a department is admitted, and each process is ended and killed in turn
 * while clients ask: `npm run soak -- replicas mysql://… [--per-second 20]`. With `--older FOLDER`, a checkout of an earlier commit with its
 * packages, all are of that one at first, and each that is started anew is of this one. Ends with 1 where an answer is wrong or a field is lost.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { dropSchemas } from "../../bench/system/drop-schemas.ts";
import { agriculture } from "../../support/agriculture/department.ts";
import { askSteadily, type Question, watchGraph } from "./clients.ts";
import { type Place, startPlace } from "./place.ts";

const { values, positionals } = parseArgs({
  options: { "per-second": { type: "string", default: "20" }, older: { type: "string" } },
  allowPositionals: true,
});
const [server] = positionals;
if (server === undefined) throw new TypeError("where is the database server? mysql://user@host:port");
const databaseUrl = new URL(`/jkreplicas_${process.pid}`, server).href;
const folder = mkdtempSync(path.join(tmpdir(), "soak-replicas-"));

/** What is asked stays as it was answered first; departments may only become more. */
function questions(): readonly Question[] {
  let departments = 0;
  return [
    steady("{ measures(first: 5) { totalCount nodes { id name { ja } } } }"),
    steady(
      "{ welfareMeasures { totalCount } employmentMeasures(first: 2) { nodes { code } } industryMeasures { totalCount } }",
    ),
    steady(
      "{ measures(first: 20, orderBy: { field: NAME, direction: ASC }) { nodes { id ... on WelfareMeasure { qualificationsHeld } ... on EducationMeasure { schoolKinds } } } }",
    ),
    {
      query: "{ departments { code } }",
      faultOf({ departments: found }) {
        const count = Array.isArray(found) ? found.length : 0;
        if (count < departments) return `${count} departments where there were ${departments}`;
        departments = count;
        return undefined;
      },
    },
  ];
}

function steady(query: string): Question {
  let first: string | undefined;
  return {
    query,
    faultOf(data) {
      first ??= JSON.stringify(data);
      return JSON.stringify(data) === first
        ? undefined
        : `another answer than at first: ${JSON.stringify(data).slice(0, 200)}`;
    },
  };
}

/** An older gateway does not know the kit that a newer department is made with: that one comes when all are new. */
async function disturb(place: Place): Promise<void> {
  if (values.older === undefined) await admit(place);
  for (const replica of [...place.subgraphs, ...place.gateways]) {
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      await replica.anew(signal);
      say(`${replica.title} ${signal === "SIGTERM" ? "ended" : "killed"} and started anew`);
    }
  }
  if (values.older !== undefined) await admit(place);
}

async function admit(place: Place): Promise<void> {
  await place.admit("agriculture", "tests/support/processes/serve-agriculture.ts", agriculture.sdl);
  say("agriculture admitted");
}

function say(text: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
}

let place: Place | undefined;
try {
  place = await startPlace({ folder, databaseUrl, older: values.older && path.resolve(values.older) });
  say(`${place.subgraphs.length} subgraph processes, ${place.gateways.length} gateways`);
  const ending = new AbortController();
  const until = ending.signal;
  const asking = askSteadily(place.front.url, {
    perSecond: Number(values["per-second"]),
    questions: questions(),
    until,
  });
  const watching = place.gateways.map(({ title, url }) => watchGraph(title, url, until));
  await disturb(place);
  ending.abort();
  const { answered, again, wrong } = await asking;
  const lost = (await Promise.all(watching)).flat();
  say(
    `${answered} right answers, ${again} connections broke and were asked again, ${wrong.size} kinds of wrong ones, ${lost.length} fields lost`,
  );
  for (const [what, count] of wrong) say(`${count} × ${what}`);
  for (const what of lost) say(`lost: ${what}`);
  process.exitCode = wrong.size + lost.length === 0 && answered > 0 ? 0 : 1;
} finally {
  await place?.close();
  await dropSchemas(databaseUrl);
  rmSync(folder, { recursive: true, force: true });
}
