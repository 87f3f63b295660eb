/** What a collection of one size costs: node print-costs.ts FOLDER RECORDS. */
import { createModelFitting } from "../../subgraphs/audit/overlap/model.ts";
import { createOverlapIndex } from "../../subgraphs/audit/overlap/overlap-index.ts";
import { type OverlapRecord, textFields } from "../../subgraphs/audit/overlap/record.ts";
import { readProgrammes } from "./national.ts";
import { countPlainTokens } from "./plain-tokens.ts";
import { createSynthetic } from "./synthetic.ts";

const [folder = "", size = "5000"] = process.argv.slice(2);
const records = Number(size);
const generate = createSynthetic(readProgrammes(folder));

/** Microseconds of CPU a record. */
function costOf(work: (record: OverlapRecord) => void): number {
  const before = process.cpuUsage();
  for (let number = 0; number < records; number++) work(generate(number));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / records;
}

function countTokens(record: OverlapRecord): void {
  for (const field of textFields) countPlainTokens(record[field] ?? "");
}

// Twice, because the first pass also compiles.
costOf(() => undefined);
const generating = costOf(() => undefined);
// The lesser of two, so that a busy moment of the machine does not flatter what is measured in it.
const T = Math.min(costOf(countTokens), costOf(countTokens)) - generating;
const fitting = createModelFitting(["plan"]);
const fitted = costOf(fitting.add) - generating;
const index = createOverlapIndex(fitting.finish());
const loaded = costOf(index.set) - generating;
let neighbours = 0;
function askAll(): number {
  const before = process.cpuUsage();
  for (const id of index.idsByArea()) neighbours += index.neighbours(id, { top: 20 }).length;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / records;
}
// The lesser of two here, too.
const asking = Math.min(askAll(), askAll());
const candidates = index.costs.candidates / 2;
const postings = index.costs.postings / 2;
neighbours /= 2;

const checks: number[] = [];
const checked = 2000;
const planned = Array.from({ length: checked }, (_, number) => ({ ...generate(records + number), id: "planned" }));
const beforeChecks = process.cpuUsage();
for (const record of planned) {
  const start = process.hrtime.bigint();
  index.check(record, { top: 20 });
  checks.push(Number(process.hrtime.bigint() - start) / 1e6);
}
const spent = process.cpuUsage(beforeChecks);
// CPU beside the clock, which also counts what other processes took.
const checking = (spent.user + spent.system) / checked / 1000;
checks.sort((a, b) => a - b);
const whole = fitted + loaded + asking;
const round = (value: number) => Math.round(value * 100) / 100;
console.log(
  `Costs of ${records.toLocaleString("en")} synthetic measures; T is the CPU of one plain tokenisation pass over them`,
);
console.table({
  "T µs": round(T),
  "fit µs": round(fitted),
  "load µs": round(loaded),
  "neighbours µs": round(asking),
  "whole µs": round(whole),
  "whole in T": round(whole / T),
  "candidates a record": round(candidates / records),
  "postings a record": Math.round(postings / records),
  "neighbours a record": round(neighbours / records),
  "check CPU ms": round(checking),
  "check ms p50": round(checks[1000] ?? 0),
  "check ms p95": round(checks[1900] ?? 0),
  "check ms max": round(checks.at(-1) ?? 0),
  "most memory MB": Math.round(process.resourceUsage().maxRSS / 1024),
});
