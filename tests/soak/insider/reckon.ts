/** Compares all that can be seen with the model, and learns of what was unknown which of the possibilities it came to. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Json } from "../../support/ask.ts";
import type { Stage } from "./act.ts";
import { reckonFindings } from "./acts/audit.ts";
import { sourceOf } from "./acts/records.ts";
import { Contradiction, must } from "./contradiction.ts";
import { becomesReady } from "./hub.ts";
import { type DepartmentName, departments } from "./model.ts";
import { reckonRegistry } from "./reckon-registry.ts";
import type { RecordState } from "./record-model.ts";

/** With room on the disk, and the hub up. */
export async function reckon(stage: Stage): Promise<void> {
  const { world } = stage;
  must(await becomesReady(world.hub(), world.url), "the hub to be ready", world.hub().log());
  for (const department of departments) await reckonRecords(stage, department);
  await reckonRegistry(stage);
  await reckonFindings(stage);
}

async function reckonRecords(stage: Stage, department: DepartmentName): Promise<void> {
  const { model } = stage;
  const shown = await shownRecords(stage, department);
  for (const [code, possible] of Object.entries(model.records[department])) {
    const left = possible.filter((state) => isShownAs(state, shown.get(code)));
    must(left.length > 0, `${department} ${code} as one of ${JSON.stringify(possible)}`, shown.get(code) ?? null);
    model.records[department][code] = left;
  }
  await catalogFollows(stage, department, shown);
}

type Shown = ReadonlyMap<string, Json>;

/** Of the department itself: the catalog, which would look them up by their ids, follows a little later. */
async function shownRecords({ world, model }: Stage, department: DepartmentName): Promise<Shown> {
  const codes = Object.keys(model.records[department]);
  const query = `query ($codes: [String!]!) { own: ${department}Measures(filter: { codes: $codes }, first: 100) { nodes { code version name { ja } lifecycle sources { url } } } }`;
  const { data, errors } = await world.ask(undefined, query, { codes });
  must(errors === undefined, "the departments' records", errors);
  return new Map(data.own.nodes.map((node: Json) => [node.code, node]));
}

function isShownAs({ version, content, isEnded }: RecordState, shown: Json): boolean {
  if (content === 0) return shown === undefined;
  return (
    shown !== undefined &&
    shown.version === version &&
    shown.name.ja === `施策 ${content}` &&
    (shown.lifecycle === "ENDED") === isEnded &&
    shown.sources.length === 1 &&
    shown.sources[0].url === sourceOf(content)
  );
}

/** For a fault, not a promise of speed. */
const longestLagMs = 1_800_000;

async function catalogFollows({ world, model }: Stage, department: DepartmentName, shown: Shown): Promise<void> {
  const query = `query ($departments: [DepartmentCode!]) { measures(search: "施策", filter: { departments: $departments }, first: 100) { nodes { code version name { ja } } } }`;
  const begun = performance.now();
  for (;;) {
    const { data, errors } = await world.ask(undefined, query, { departments: [department] });
    const listed = new Map<string, Json>((data?.measures?.nodes ?? []).map((node: Json) => [node.code, node]));
    const apart = Object.keys(model.records[department]).filter(
      (code) =>
        listed.get(code)?.version !== shown.get(code)?.version ||
        listed.get(code)?.name.ja !== shown.get(code)?.name.ja,
    );
    if (errors === undefined && apart.length === 0) return;
    if (performance.now() - begun > longestLagMs)
      throw new Contradiction(
        `the catalog to follow ${department}`,
        errors ?? apart.map((code) => [code, listed.get(code) ?? null, shown.get(code) ?? null]),
      );
    await sleep(100);
  }
}
