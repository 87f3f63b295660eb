/** What can be read over HTTP, by whoever may read the registry: what was published, and of what was not the reader's own and what it is asked to approve. */
import { digestOf } from "../../supergraph/sealed-file.ts";
import { registryErrors } from "../errors.ts";
import { apiApart } from "../follow/api-apart.ts";
import { breachesIn } from "../follow/standing-breaches.ts";
import { maySee } from "../publish/decide.ts";
import { type Desk, readStanding } from "../publish/desk.ts";
import { type AcceptedBreak, findAccepted } from "../store/accepted.ts";
import { findAnswers } from "../store/answers.ts";
import { findDocument, isPublished } from "../store/documents.ts";
import { findDrafts, findDraftsWith } from "../store/drafts.ts";
import { findLaunches } from "../store/launches.ts";
import type { VersionRow } from "../store/tables.ts";
import { findVersions, readHead } from "../store/versions.ts";
import { requireScope } from "./actor.ts";
import { pending } from "./approvals.ts";
import { type Answer, type Asked, ok, type Read } from "./asked.ts";
import { versionFacts } from "./facts.ts";

export const reading: ReadonlyMap<string, Read> = new Map(
  Object.entries({ subgraphs, graph, history, launches, document, contract, pending }).map(([name, read]) => [
    name,
    (asked: Asked) => {
      requireScope(asked.actor, "read");
      return read(asked);
    },
  ]),
);

/** What stands of each subgraph. */
async function subgraphs({ desk }: Asked): Promise<Answer> {
  const head = await readHead(await desk.database());
  return ok({ revision: head.revision, subgraphs: head.subgraphs.map(versionFacts) });
}

/** The schemas that make up the graph now. */
async function graph({ desk }: Asked): Promise<Answer> {
  const { head, published } = await readStanding(desk);
  return ok({ revision: head.revision, subgraphs: published });
}

async function history({ actor, desk, query }: Asked): Promise<Answer> {
  const subgraph = query.get("subgraph") ?? "";
  const { reader } = await desk.database();
  const versions = await findVersions(reader, subgraph);
  const drafts = (await findDrafts(reader, subgraph)).filter((draft) => maySee(draft, actor.department));
  const accepted = await findAccepted(reader, subgraph);
  if (versions.length === 0 && drafts.length === 0) throw registryErrors.subgraphUnknown(subgraph);
  return ok({
    versions: (await withBreaches(desk, versions)).map((version) => withAccepted(version, accepted)),
    drafts: drafts.map(({ id, status, at, author, message, digest, findings }) => {
      const errors = findings.filter(({ severity }) => severity === "error").length;
      return { id, status, at, author, message, digest, errors };
    }),
    // What is answered may speak of what is not published.
    answers: (await findAnswers(reader, subgraph)).filter(({ owner }) =>
      [subgraph, owner].some((department) => department === actor.department),
    ),
  });
}

function withAccepted<Version extends { readonly version: number }>(version: Version, all: readonly AcceptedBreak[]) {
  const accepted = all.filter((each) => each.version === version.version).map(({ version: _, ...each }) => each);
  return { ...version, ...(accepted.length > 0 ? { accepted } : {}) };
}

/** The version that stands may have been published before a rule that it breaks. */
async function withBreaches({ database, policy }: Desk, [current, ...earlier]: readonly VersionRow[]) {
  if (!current) return [];
  const sdl = current.digest === null ? undefined : await findDocument((await database()).reader, current.digest);
  const breaches = sdl === undefined ? [] : breachesIn({ name: current.subgraph, url: "", sdl }, policy.contract);
  return [{ ...versionFacts(current), ...(breaches.length > 0 ? { breaches } : {}) }, ...earlier.map(versionFacts)];
}

const mostLaunches = 100;

async function launches({ desk }: Asked): Promise<Answer> {
  return ok({ launches: await findLaunches((await desk.database()).reader, mostLaunches) });
}

async function document({ actor, desk, query }: Asked): Promise<Answer> {
  const digest = query.get("digest") ?? "";
  if (!/^[0-9a-f]{64}$/.test(digest)) throw registryErrors.notFound();
  const { reader } = await desk.database();
  const isShown =
    (await isPublished(reader, digest)) ||
    (await findDraftsWith(reader, digest)).some((draft) => maySee(draft, actor.department));
  const text = isShown ? await findDocument(reader, digest) : undefined;
  if (text === undefined) throw registryErrors.notFound();
  return ok({ digest, text });
}

/** What clients see of the graph that was served last, by the view of one audience. */
async function contract({ desk, query }: Asked): Promise<Answer> {
  const name = query.get("name") ?? "";
  const wanted = desk.policy.contracts.find((each) => each.name === name);
  if (!wanted)
    throw registryErrors.contractUnknown(
      name,
      desk.policy.contracts.map((each) => each.name),
    );
  const { reader } = await desk.database();
  const [latest] = await findLaunches(reader, 1);
  const supergraphSdl = latest && (await findDocument(reader, latest.digest));
  if (supergraphSdl === undefined) throw registryErrors.notFound();
  const text = await desk.turns.take(() => apiApart(supergraphSdl, wanted.exclude));
  return ok({ digest: digestOf(text), text });
}
