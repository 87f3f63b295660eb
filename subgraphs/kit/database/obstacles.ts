/** What keeps the changes of several parts from being made, in words for whoever looks after the process. */
import { errors, HubError } from "../errors.ts";

export interface ChangedPart {
  readonly name: string;
  /** Absent where nothing is ever changed. */
  findObstacle?(): Promise<HubError | undefined>;
}

export async function findObstacles(parts: readonly ChangedPart[]): Promise<readonly string[]> {
  const found = await Promise.all(
    parts.map(async (part) => {
      const obstacle = await part.findObstacle?.().catch((error: unknown) => error);
      if (obstacle === undefined) return [];
      return [`${part.name}: ${obstacle instanceof HubError ? obstacle.message : errors.internal().message}`];
    }),
  );
  return found.flat();
}
