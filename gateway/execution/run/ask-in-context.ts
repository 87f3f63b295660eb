/** The records of a part that are told of what is around them: equal ones are asked for once where they are told the same. */
import type { JsonObject } from "../json.ts";
import type { EntityPart, Target } from "../plan/call.ts";
import type { ContextVariable } from "../plan/context-variables.ts";
import type { Drawing } from "../plan/drawing.ts";
import { type Asked, drawRecord } from "./asked-records.ts";
import { visitChains } from "./records.ts";
import type { Run } from "./run.ts";

export type RecordContext = {
  /** The same for the same. */
  readonly id: string;
  readonly values: ReadonlyMap<string, unknown>;
  /** Names of variables that have no value. */
  readonly lacking: readonly string[];
};

export function askInContext(part: EntityPart, targets: readonly Target[], run: Run): readonly Asked[] {
  const drawing = part.drawingFor(run.conditions);
  const asked = new Map<string, Asked>();
  for (const { path } of targets)
    visitChains(run.data, path, (record, around) => {
      const found = drawInContext(record, drawing, contextOf(around, part.contexts));
      if (!found) return;
      const key = [found.context?.id, found.reduction?.id, found.text].join("\n");
      const known = asked.get(key) ?? found;
      asked.set(key, known);
      known.records.push(record);
      if (!run.claims.of(record)) run.claims.add(record);
    });
  return [...asked.values()];
}

function drawInContext(record: JsonObject, drawing: Drawing, context: RecordContext): Asked | undefined {
  const drawn = drawRecord(record, drawing);
  return drawn && { ...drawn, context };
}

function contextOf(around: readonly JsonObject[], variables: readonly ContextVariable[]): RecordContext {
  const found = variables.map(({ name, find }) => [name, find(around)] as const);
  const values = new Map(found.filter(([, value]) => value !== undefined));
  const lacking = found.filter(([, value]) => value === undefined).map(([name]) => name);
  return { id: JSON.stringify([...values]), values, lacking };
}
