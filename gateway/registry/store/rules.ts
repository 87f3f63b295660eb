/** The access rules that each place of a subgraph had when it was last served: remembered when the place, or the subgraph, is gone. */
import { parse } from "graphql";
import { type EntityManager, In } from "typeorm";
import { insertRows } from "#kit/database/insert-rows.ts";
import { digestOf } from "../../supergraph/sealed-file.ts";
import { placesIn } from "../check/opened-rules.ts";
import type { RememberedRules } from "../check/proposal.ts";
import { type RuleRow, ruleTable } from "./tables.ts";

/** What the schema speaks of has its rules from now on; of what it does not speak, the last ones stay. */
export async function rememberRules(manager: EntityManager, subgraph: string, sdl: string): Promise<void> {
  const places = placesIn(parse(sdl, { noLocation: true }));
  const known = await manager.findBy(ruleTable.entity, { subgraph });
  await forget(
    manager,
    known.filter(({ coordinate }) => places.has(coordinate)),
  );
  const ruled = [...places].filter(([, { rules }]) => rules.length > 0);
  const rows = ruled.map(([coordinate, { rules }]) => rowOf({ subgraph, coordinate, rules }));
  await insertRows(manager, ruleTable, rows);
}

/** Undoes what an owner has let go. */
export async function forgetRules(
  manager: EntityManager,
  places: readonly Pick<RememberedRules, "subgraph" | "coordinate">[],
): Promise<void> {
  await forget(
    manager,
    places.map((place) => rowOf({ ...place, rules: [] })),
  );
}

async function forget(manager: EntityManager, rows: readonly RuleRow[]): Promise<void> {
  for (const subgraph of new Set(rows.map((row) => row.subgraph))) {
    const places = rows.filter((row) => row.subgraph === subgraph).map(({ place }) => place);
    await manager.delete(ruleTable.entity, { subgraph, place: In(places) });
  }
}

function rowOf({ subgraph, coordinate, rules }: RememberedRules): RuleRow {
  return { subgraph, place: digestOf(coordinate), coordinate, rules };
}

export function findRules(manager: EntityManager): Promise<readonly RememberedRules[]> {
  return manager.find(ruleTable.entity);
}
