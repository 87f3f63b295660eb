/** Runs a call that needs nothing of any record: root fields, of the operation or of a root type met again below it. */
import { errorOfSubgraph } from "../errors.ts";
import { copyJson } from "../json.ts";
import type { SubgraphError } from "../links/subgraph-link.ts";
import type { RootCall } from "../plan/call.ts";
import { mergeInto } from "./merge.ts";
import { findPlaces, findRecords } from "./records.ts";
import type { Run } from "./run.ts";
import { applies, dataOf, passedVariables, send } from "./send.ts";

export async function runRootCall(call: RootCall, run: Run): Promise<void> {
  if (!applies(call.target, run)) return;
  const records = findRecords(run.data, call.target.path, run.shared);
  if (records.length === 0) return;
  const variables = passedVariables(call.variables, run.variables);
  const answer = await send(call, call.operation, variables, JSON.stringify(variables), run);
  for (const error of answer.errors ?? []) reportError(error, call, run);
  const data = dataOf(answer);
  if (!data) return;
  call.rewrite?.(data);
  if (records.length > 1 && !run.isApart) for (const value of Object.values(data)) run.shared.add(value);
  for (const record of records) {
    const own = run.isApart && record !== records[0] ? copyJson(data) : data;
    if (mergeInto(record, own, run.claims)) run.found.clear();
  }
}

function reportError(error: SubgraphError, call: RootCall, run: Run): void {
  const { path: target } = call.target;
  const records = new Set(findRecords(run.data, target, run.shared));
  for (const place of findPlaces(run.data, target, records)) {
    const below = error.path?.map((step) => call.renamedKeys.get(String(step)) ?? step);
    const path = below && run.clientPath([...place, ...below]);
    run.errors.push(errorOfSubgraph(error, call.subgraph, path));
  }
}
