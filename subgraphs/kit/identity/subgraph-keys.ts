/** The secrets that the gateway and each subgraph share: one signs, and while it is being replaced two are accepted. */
import { createHash, createHmac } from "node:crypto";
import { errors } from "../errors.ts";

/** By subgraph; the first signs. */
export type SubgraphKeys = ReadonlyMap<string, readonly string[]>;

const accepted = 2;

/**
 * `name=key`, separated by commas; a name that stands twice has a new key and an old one. `*=key` makes from one secret the
 * key of every subgraph that has none of its own, so that a department which joins later needs no new setting.
 */
export function parseSubgraphKeys(text: string): SubgraphKeys | undefined {
  const keys = new Map<string, string[]>();
  for (const pair of text.split(",").map((each) => each.trim())) {
    if (pair === "") continue;
    const [, name, key] = /^(\*|[a-z][a-z0-9-]{0,62})=([A-Za-z0-9+/=_-]{32,256})$/.exec(pair) ?? [];
    if (name === undefined || key === undefined) return undefined;
    keys.set(name, [...(keys.get(name) ?? []), key]);
  }
  if (![...keys.values()].every(({ length }) => length <= accepted)) return undefined;
  const secrets = keys.get(everybody);
  keys.delete(everybody);
  return secrets === undefined ? keys : new DerivedKeys(keys, secrets);
}

const everybody = "*";

class DerivedKeys extends Map<string, readonly string[]> {
  readonly #secrets: readonly string[];

  constructor(keys: Iterable<readonly [string, readonly string[]]>, secrets: readonly string[]) {
    super(keys);
    this.#secrets = secrets;
  }

  override get(name: string): readonly string[] {
    return super.get(name) ?? this.#secrets.map((secret) => derivedKey(secret, name));
  }

  override has(): boolean {
    return true;
  }
}

/** Whoever holds a subgraph's key cannot tell the secret from it, nor another's key. */
function derivedKey(secret: string, name: string): string {
  return createHmac("sha256", secret).update(`jinkatsu subgraph ${name}`).digest("base64url");
}

/** By which two people see that they hold the same key without showing it. */
export function fingerprintOf(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 16);
}

/** @throws HubError SUBGRAPH_KEYS_MISSING naming the subgraphs without one */
export function requireKeys(keys: SubgraphKeys, names: readonly string[]): void {
  const missing = names.filter((name) => !keys.has(name));
  if (missing.length > 0) throw errors.subgraphKeysMissing(missing);
}
