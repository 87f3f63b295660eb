/** What departments have answered where something of theirs resembles another's: asked once, and remembered. */
import type { EntityManager } from "typeorm";
import type { Database } from "#kit/database/open.ts";
import { type AnswerRow, answerTable } from "./tables.ts";

/** Answered again, the last answer holds. */
export async function keepAnswer(database: Database, answer: AnswerRow): Promise<void> {
  const { subgraph, coordinate, other } = answer;
  await database.transaction(async (manager) => {
    await manager.delete(answerTable.entity, { subgraph, coordinate, other });
    await manager.insert(answerTable.entity, answer);
  });
}

export function findAnswers(manager: EntityManager, subgraph: string): Promise<readonly AnswerRow[]> {
  return manager.find(answerTable.entity, { where: { subgraph }, order: { at: "ASC" } });
}
