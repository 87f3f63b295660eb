/** Reads the setting that says who is told of publishes, findings and launches. */
import { readFileSync } from "node:fs";
import { BlockList, isIP } from "node:net";
import { isRefusedAddress } from "#kit/network/guarded-lookup.ts";
import { isAllowed, type Networks, parseNetworks } from "#kit/network/networks.ts";
import { type EventKind, eventKinds } from "./event.ts";

export interface Webhook {
  /** https; or http, which then leads only to this machine or a private network. */
  readonly url: string;
  /** By which its receiver knows the hub: the one in use, and one that is being replaced. */
  readonly secrets: readonly Buffer[];
  readonly events: ReadonlySet<EventKind>;
  /** Of these departments only; undefined for all. */
  readonly subgraphs: readonly string[] | undefined;
  /** Where its name may lead; null for what is usual in the mode. */
  readonly networks: Networks | null;
}

/** From JSON, or from a file that holds it. Undefined for what is not a list of webhooks. */
export function parseWebhooks(text: string): readonly Webhook[] | undefined {
  if (text === "") return [];
  try {
    const list: unknown = JSON.parse(text.startsWith("[") ? text : readFileSync(text, "utf8"));
    return Array.isArray(list) ? checked(list.map(readWebhook)) : undefined;
  } catch {
    return undefined;
  }
}

/** Deliveries are told apart by where they go. */
function checked(webhooks: readonly Webhook[]): readonly Webhook[] | undefined {
  return new Set(webhooks.map(({ url }) => url)).size === webhooks.length ? webhooks : undefined;
}

/** @throws TypeError */
function readWebhook(value: unknown): Webhook {
  if (typeof value !== "object" || value === null) throw new TypeError("an object was expected");
  const { url, secret, events = eventKinds, subgraphs, networks = "", ...unknown } = { ...value } as Stated;
  if (Object.keys(unknown).length > 0) throw new TypeError("unknown property");
  const allowed = parseNetworks(textOf(networks));
  if (allowed === undefined) throw new TypeError("networks were expected");
  return {
    url: placeOf(textOf(url), allowed),
    secrets: (Array.isArray(secret) ? wordsOf(secret) : [textOf(secret)]).map(secretOf),
    events: new Set(wordsOf(events).map(kindOf)),
    subgraphs: subgraphs === undefined ? undefined : wordsOf(subgraphs),
    networks: allowed,
  };
}

type Stated = Readonly<Record<"url" | "secret" | "events" | "subgraphs" | "networks", unknown>>;

function textOf(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("a text was expected");
  return value;
}

function wordsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) throw new TypeError("a list was expected");
  return value.map(textOf);
}

function kindOf(text: string): EventKind {
  const found = eventKinds.find((kind) => kind === text);
  if (found === undefined) throw new TypeError("an unknown event");
  return found;
}

/** As the Standard Webhooks write it: 24 to 64 random bytes. */
function secretOf(text: string): Buffer {
  const [, base64 = ""] = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/.exec(text) ?? [];
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length < 24 || bytes.length > 64) throw new TypeError("a secret was expected");
  return bytes;
}

/** What is written out is judged here; where a name leads, whenever it is called. */
function placeOf(text: string, networks: Networks | null): string {
  const { protocol, hostname, username, password, hash, href } = new URL(text);
  const isPlain = /^[!-~]+$/.test(text) && !text.includes("\\") && username + password + hash === "";
  if (!isPlain || (protocol !== "https:" && protocol !== "http:")) throw new TypeError("an https URL was expected");
  const address = hostname.replace(/^\[|\]$/g, "");
  const isOpen = protocol === "http:" && isIP(address) !== 0 && !isAllowed(address, unencrypted(everywhere));
  if (isOpen || isRefusedAddress(href, networks ?? everywhere)) throw new TypeError("another address was expected");
  return href;
}

const everywhere: Networks = { kinds: new Set(["loopback", "private", "public"]), listed: new BlockList() };

/** What anybody on the way could read goes no long way. */
export function unencrypted({ kinds, listed }: Networks): Networks {
  return { kinds: new Set([...kinds].filter((kind) => kind !== "public")), listed };
}
