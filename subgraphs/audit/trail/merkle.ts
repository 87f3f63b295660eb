/** The Merkle tree over the events' hashes (RFC 6962): one short head speaks for all of them, and grows with each at next to no cost. */
import { createHash } from "node:crypto";

/** Roots of the full subtrees, the smallest first; null where the size has no such bit. */
export type Frontier = readonly (string | null)[];

export function grown(frontier: Frontier, eventHash: string): Frontier {
  const next = [...frontier];
  let carried = leafOf(eventHash);
  for (let level = 0; ; level++) {
    const left = next[level];
    if (left === undefined || left === null) {
      next[level] = carried;
      return next;
    }
    carried = nodeOf(left, carried);
    next[level] = null;
  }
}

/** Of no events, the hash of nothing. */
export function headOf(frontier: Frontier): string {
  const roots = frontier.filter((root) => root !== null);
  const [smallest, ...larger] = roots;
  if (smallest === undefined) return createHash("sha256").digest("hex");
  return larger.reduce((right, left) => nodeOf(left, right), smallest);
}

// A prefix tells leaves from nodes, or a node could be passed off as an event.
function leafOf(eventHash: string): string {
  return createHash("sha256")
    .update(Buffer.from([0]))
    .update(Buffer.from(eventHash, "hex"))
    .digest("hex");
}

function nodeOf(left: string, right: string): string {
  return createHash("sha256")
    .update(Buffer.from([1]))
    .update(Buffer.from(left, "hex"))
    .update(Buffer.from(right, "hex"))
    .digest("hex");
}
