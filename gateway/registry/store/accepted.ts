/** What versions took from clients with the approval of its owners: from the drafts that they were, and what was decided of those. */
import { type EntityManager, In } from "typeorm";
import { decisionTable, draftTable } from "./tables.ts";

export interface AcceptedBreak {
  readonly version: number;
  readonly code: string;
  readonly coordinate: string;
  readonly clients: readonly string[];
  /** Why it was asked for. */
  readonly reason: string;
  readonly approvals: readonly { readonly department: string; readonly author: string; readonly reason: string }[];
}

export async function findAccepted(manager: EntityManager, subgraph: string): Promise<readonly AcceptedBreak[]> {
  const published = await manager.findBy(draftTable.entity, { subgraph, status: "published" });
  const drafts = published.filter(({ acceptance }) => acceptance !== null);
  const decisions = await manager.findBy(decisionTable.entity, { draft: In(drafts.map(({ id }) => id)) });
  return drafts.flatMap(({ id, version, findings }) =>
    findings.flatMap(({ code, coordinate = "", breaks, awaits }) => {
      if (breaks?.reason === undefined || version === null) return [];
      const { clients, reason } = breaks;
      const approvals = decisions
        .filter((each) => each.draft === id && each.department === awaits)
        .map(({ department, author, reason: why }) => ({ department, author, reason: why }));
      return [{ version, code, coordinate, clients, reason, approvals: approvals.filter(isFirst) }];
    }),
  );
}

/** Whoever decides, decides on all that is theirs with the same words. */
function isFirst({ author }: { readonly author: string }, index: number, all: readonly { readonly author: string }[]) {
  return all.findIndex((each) => each.author === author) === index;
}
