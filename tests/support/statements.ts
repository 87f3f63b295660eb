/** Counts the SQL statements that a piece of work costs. */
import type { Database } from "#kit/database/open.ts";

/** Statements of the reading connection, in order. */
export async function statementsOf({ reader }: Database, work: () => Promise<unknown>): Promise<readonly string[]> {
  const statements: string[] = [];
  const { subscribers } = reader.connection;
  const listener = { beforeQuery: ({ query }: { query: string }) => void statements.push(query) };
  subscribers.push(listener);
  try {
    await work();
  } finally {
    subscribers.splice(subscribers.indexOf(listener), 1);
  }
  return statements;
}
