/**
 * Proves of what is kept as composed that a gateway of this hub composed it: whoever writes to the registry's database could otherwise
 * take rules out of the graph that is served, and nothing would show it. Replicas share the secret that `*=` in
 * JINKATSU_SUBGRAPH_KEYS gives; without it each has a key of its own, and composes what others have composed for itself.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createPrivateFolder, writePrivateOnce } from "#kit/private-files.ts";
import type { Settings } from "#kit/settings.ts";

/** Digests of the parts, of what is composed of them, and of what clients see of it. */
export interface Sealed {
  readonly parts: string;
  readonly digest: string;
  readonly apiDigest: string;
}

export interface CompositionSeal {
  of(sealed: Sealed): string;
  holds(sealed: Sealed & { readonly seal: string | null }): boolean;
}

/** No subgraph can have this name. */
const purpose = "composed supergraphs";
const keyBytes = 32;

export function createCompositionSeal({
  subgraphKeys,
  dataFolder,
}: Pick<Settings, "subgraphKeys" | "dataFolder">): CompositionSeal {
  const shared = subgraphKeys.get(purpose) ?? [];
  const [first, ...others] = shared.length > 0 ? shared : [ownKey(dataFolder)];
  const sealWith = (key: string | undefined, { parts, digest, apiDigest }: Sealed) =>
    createHmac("sha256", key ?? "")
      .update(`${parts} ${digest} ${apiDigest}`)
      .digest("hex");
  return {
    of: (sealed) => sealWith(first, sealed),
    holds: (sealed) => [first, ...others].some((key) => isEqual(sealWith(key, sealed), sealed.seal ?? "")),
  };
}

function isEqual(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function ownKey(dataFolder: string): string {
  const file = path.join(dataFolder, "composition.key");
  createPrivateFolder(dataFolder);
  writePrivateOnce(file, randomBytes(keyBytes).toString("base64url"));
  return readFileSync(file, "utf8");
}
