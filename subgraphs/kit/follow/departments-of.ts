/** Which of the subgraphs elsewhere are departments, whose changes are to be followed. */
import type { Settings, SubgraphAddress } from "../settings.ts";

/** Those that stand beside the departments and follow them. */
const beside = new Set(["catalog", "exchange", "audit"]);

export function departmentsOf({ subgraphs }: Pick<Settings, "subgraphs">): readonly SubgraphAddress[] {
  return subgraphs.filter(({ name }) => !beside.has(name));
}
