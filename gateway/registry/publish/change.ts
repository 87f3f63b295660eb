/** A change that a department wants: judged by what stands, and made only if that still stands; else judged again. */

import { tellNotMade } from "#kit/changes/commit-change.ts";
import type { CheckResult } from "../check/check-result.ts";
import type { Acceptance } from "../check/finding.ts";
import { registryErrors } from "../errors.ts";
import type { VersionRow } from "../store/tables.ts";
import { type Beside, commitVersion, type NewVersion } from "../store/versions.ts";
import { versionAdded } from "../webhooks/event.ts";
import { currentOf, type Desk, readStanding, type Standing } from "./desk.ts";

/** Who wants it, and why. */
export interface Wish {
  readonly subgraph: string;
  readonly author: string;
  /** Hash of the person who wants it, or answers for the token that does; undefined where nobody answers. */
  readonly person: string | undefined;
  /** Of the token that wants it. */
  readonly lineage: string | undefined;
  readonly message: string | undefined;
  readonly gitCommit: string | undefined;
  /** The version that the wish was made upon; 0 for none. */
  readonly expect: number | undefined;
  /** What is to be accepted though it breaks clients. */
  readonly acceptance?: Acceptance | undefined;
}

/** What became of the judgement: a version to be added, or an end without one. */
export type Judged<End> =
  | {
      readonly add: NewVersion;
      /** What it was judged by. */
      readonly results: readonly CheckResult[];
      readonly beside?: Beside | undefined;
      readonly ended: (version: VersionRow) => End;
    }
  | { readonly end: End };

/** Each time, somebody at another replica was faster; that there is no end to it does not happen by chance. */
const mostTries = 20;

/** One after the other, as they came: of many at once each would be judged again for every other. @throws HubError VERSION_CONFLICT, REGISTRY_BUSY */
export function makeChange<End>(
  desk: Desk,
  wish: Wish,
  judge: (standing: Standing) => Promise<Judged<End>>,
): Promise<End> {
  return desk.changeTurns.take(() => makeAgainstOthers(desk, wish, judge));
}

async function makeAgainstOthers<End>(
  desk: Desk,
  wish: Wish,
  judge: (standing: Standing) => Promise<Judged<End>>,
): Promise<End> {
  for (let tries = 0; tries < mostTries; tries++) {
    const standing = await readStanding(desk);
    requireExpected(wish, standing);
    const judged = await judge(standing);
    if ("end" in judged) return judged.end;
    const { add, beside, results } = judged;
    const database = await desk.database();
    const commit = await tellNotMade(() =>
      commitVersion(database, standing.head.revision, add, async (manager, version) => {
        await beside?.(manager, version);
        await desk.announce(manager, versionAdded(version, results));
      }),
    );
    if (commit.outcome === "committed") return judged.ended(commit.version);
  }
  throw registryErrors.busy();
}

function requireExpected({ subgraph, expect }: Wish, { head }: Standing): void {
  const current = currentOf(head, subgraph)?.version ?? 0;
  if (expect !== undefined && expect !== current) throw registryErrors.versionConflict(subgraph, current);
}
