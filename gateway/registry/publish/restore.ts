/** Takes a subgraph back to an earlier version, or out of the graph: with the same checks as any other change. */
import { type CheckResult, passes } from "../check/check-result.ts";
import { runRemovalChecks } from "../check/run-checks.ts";
import { registryErrors } from "../errors.ts";
import { findDocument } from "../store/documents.ts";
import { supersede } from "../store/drafts.ts";
import type { VersionRow } from "../store/tables.ts";
import { findVersion } from "../store/versions.ts";
import { awaitingAcceptance } from "./accept.ts";
import { makeChange, type Wish } from "./change.ts";
import { currentOf, type Desk } from "./desk.ts";
import { withDecisions } from "./held.ts";
import { keepComposed } from "./keep-composed.ts";
import {
  approvedUpon,
  type Drafted,
  draft,
  type Origin,
  type Publishing,
  publish,
  requireExamined,
  surroundings,
} from "./publish.ts";

/** @throws HubError VERSION_UNKNOWN, and what publishing throws */
export async function rollBack(
  desk: Desk,
  wish: Wish,
  to: number,
  approval: Pick<Origin, "approved" | "beside"> = {},
): Promise<Publishing> {
  const { reader } = await desk.database();
  const target = await findVersion(reader, wish.subgraph, to);
  const stored = target?.digest ? await findDocument(reader, target.digest) : undefined;
  if (!target || stored === undefined) throw registryErrors.versionUnknown(wish.subgraph, to);
  const { isDeployed, url } = target;
  // What runs may be newer than what was written down of it then.
  const running = isDeployed ? desk.following.deployed().get(wish.subgraph) : undefined;
  const schema = { sdl: running?.sdl ?? stored, url: running?.url ?? url ?? undefined };
  return publish(desk, wish, schema, { ...approval, action: "rolledBack", restores: to, isDeployed });
}

export type Removal =
  | { readonly outcome: "deleted"; readonly version: VersionRow; readonly results: readonly CheckResult[] }
  | Drafted
  | { readonly outcome: "refused"; readonly results: readonly CheckResult[] };

/** @throws HubError SUBGRAPH_UNKNOWN, VERSION_CONFLICT, REGISTRY_BUSY, EXAMINATION_UNFINISHED */
export function remove(desk: Desk, wish: Wish, approval: Pick<Origin, "approved" | "beside"> = {}): Promise<Removal> {
  const { subgraph, author, message, gitCommit } = wish;
  return makeChange<Removal>(desk, wish, async ({ head, published }) => {
    const current = currentOf(head, subgraph);
    if (current?.sdl === undefined) throw registryErrors.subgraphUnknown(subgraph);
    const { sdl } = current;
    const around = await surroundings(desk, published);
    const verdict = await desk.turns.take(() => runRemovalChecks(subgraph, around));
    requireExamined(verdict);
    const results = await withDecisions(await desk.database(), {
      proposal: { name: subgraph, sdl },
      results: awaitingAcceptance(verdict.results, wish.acceptance),
      approved: approvedUpon(current, approval),
    });
    if (!passes(results)) {
      const proposed = {
        wish,
        proposal: { sdl, url: undefined },
        action: "deleted",
        standing: current.version,
      } as const;
      return { end: wish.acceptance ? await draft(desk, proposed, results) : { outcome: "refused", results } };
    }
    return {
      add: { subgraph, action: "deleted", sdl: undefined, url: undefined, author, message, gitCommit },
      beside: async (manager, version) => {
        await approval.beside?.(manager, version);
        await supersede(manager, subgraph);
        await keepComposed(manager, desk.seal, verdict);
      },
      results,
      ended: (version) => ({ outcome: "deleted", version, results }),
    };
  });
}
