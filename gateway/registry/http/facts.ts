/** What is told of versions, of what is served, and of keys. */
import { showSaved } from "#kit/changes/commit-change.ts";
import { fingerprintOf } from "#kit/identity/subgraph-keys.ts";
import { digestOf } from "../../supergraph/sealed-file.ts";
import type { Followed } from "../follow/follow.ts";
import type { Desk } from "../publish/desk.ts";
import type { Drafted, Publishing } from "../publish/publish.ts";
import type { Removal } from "../publish/restore.ts";
import type { VersionRow } from "../store/tables.ts";

export function versionFacts(version: VersionRow) {
  const {
    subgraph,
    version: number,
    action,
    digest,
    url,
    isDeployed,
    at,
    author,
    message,
    gitCommit,
    restores,
  } = version;
  return { subgraph, version: number, action, digest, url, isDeployed, at, author, message, gitCommit, restores };
}

/** Whether this replica has taken it up; the others look for themselves. */
export function servedFacts(followed: Followed | undefined) {
  if (followed === undefined) return { isServed: false, reasons: ["not served yet"] };
  const { supergraph, revision } = followed;
  if (supergraph.origin === "none" || supergraph.origin === "lastGood")
    return { isServed: false, revision, reasons: supergraph.reasons };
  return { isServed: true, revision, supergraph: digestOf(supergraph.sdl) };
}

/** By which key the subgraph knows the gateway: never the key, but what it can be told by. */
function keyFacts({ keys }: Desk, subgraph: string) {
  const [key] = keys.get(subgraph) ?? [];
  return key === undefined ? { isRequired: false } : { isRequired: true, fingerprint: fingerprintOf(key) };
}

/** What became of a deletion, likewise. */
export async function removalFacts(desk: Desk, removal: Removal) {
  const { outcome, results } = removal;
  if ("draft" in removal) return draftFacts(removal);
  if (outcome === "refused") return { outcome, passes: false, results };
  const { version } = removal;
  return { outcome, passes: true, results, version: versionFacts(version), served: await servedSaved(desk, version) };
}

function draftFacts({ outcome, results, draft: { id, dueAt } }: Drafted) {
  return { outcome, passes: false, results, draft: { id, dueAt } };
}

async function servedSaved({ following }: Desk, { revision, version }: VersionRow) {
  return servedFacts(await showSaved(() => following.reached(revision), version));
}

/** What became of a publish; resolves when this replica serves what came of it, or has found that it cannot. */
export async function publishingFacts(desk: Desk, publishing: Publishing) {
  const { outcome, results } = publishing;
  if ("draft" in publishing) return draftFacts(publishing);
  const { version } = publishing;
  const served = await servedSaved(desk, version);
  const key = keyFacts(desk, version.subgraph);
  return { outcome, passes: true, results, version: versionFacts(version), served, key };
}
