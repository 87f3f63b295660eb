/** What a snapshot rests on, in digests: whoever has the versions can say which snapshot they are, with nothing but a hash function. */
import { createHash } from "node:crypto";
import type { SnapshotScope } from "../tables/tables.ts";
import { canonicalJson } from "../trail/canonical-json.ts";

/** Of a version, what results depend on; the digest stands for its content. */
export interface HeldVersion {
  readonly versionId: number;
  readonly id: string;
  readonly department: string;
  readonly since: string;
  readonly version: number;
  readonly digest: string;
}

/** The id of a set of measures under a model. */
export function snapshotIdOf(held: Iterable<HeldVersion>, model: string, scope: SnapshotScope): string {
  const measures = [...held]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, version, digest }) => [id, version, digest]);
  return createHash("sha256").update(canonicalJson({ measures, model, scope })).digest("base64url");
}

export interface ContentsDigest {
  /** In the order of their numbers. */
  add(version: HeldVersion): void;
  end(): string;
}

/** Whose they are and since when as well, which the id does not say: a line for each. */
export function createContentsDigest(): ContentsDigest {
  const hash = createHash("sha256");
  return {
    add: ({ versionId, id, department, since, version, digest }) =>
      void hash.update(`${canonicalJson([versionId, id, department, since, version, digest])}\n`),
    end: () => hash.digest("hex"),
  };
}

export function contentsOf(held: Iterable<HeldVersion>): string {
  const contents = createContentsDigest();
  for (const each of [...held].sort((a, b) => a.versionId - b.versionId)) contents.add(each);
  return contents.end();
}
