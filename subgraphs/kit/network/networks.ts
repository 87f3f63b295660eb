/** Where subgraphs may be: asked of every address that a name is resolved to, at the moment of connecting to it. */
import { BlockList, isIP } from "node:net";

const kinds = ["loopback", "private", "public"] as const;

type Kind = (typeof kinds)[number];

export interface Networks {
  readonly kinds: ReadonlySet<Kind>;
  /** Allowed whatever they are. */
  readonly listed: BlockList;
}

/** Names of kinds, addresses, and networks such as `10.1.0.0/16`, separated by commas. Null for none, undefined for anything else. */
export function parseNetworks(text: string): Networks | null | undefined {
  const parts = text.split(",").map((part) => part.trim());
  const words = parts.filter((part) => part !== "");
  if (words.length === 0) return null;
  const listed = new BlockList();
  const isRead = words.every((word) => isKind(word) || addTo(listed, word));
  return isRead ? { kinds: new Set(words.filter(isKind)), listed } : undefined;
}

/** In production a name that leads into the operator's own network must have been meant to. */
export function usualNetworks(mode: "development" | "production"): Networks {
  return usual[mode];
}

/** The same each time: connections are kept for each. */
const usual = {
  development: { kinds: new Set(kinds), listed: new BlockList() },
  production: { kinds: new Set(["public" as const]), listed: new BlockList() },
};

function isKind(word: string): word is Kind {
  return kinds.some((kind) => kind === word);
}

function addTo(list: BlockList, word: string): boolean {
  const [, address = "", prefix] = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(word) ?? [];
  const family = isIP(address);
  if (family === 0) return false;
  const bits = family === 4 ? 32 : 128;
  const length = Number(prefix ?? bits);
  if (length > bits) return false;
  list.addSubnet(address, length, family === 4 ? "ipv4" : "ipv6");
  return true;
}

export function isAllowed(address: string, { kinds: allowed, listed }: Networks): boolean {
  if (isIn(listed, address)) return true;
  return !isIn(neverMeant, address) && allowed.has(kindOf(address));
}

export function isLoopbackAddress(address: string): boolean {
  return isIn(loopback, address);
}

/** An address that was written out cannot lead elsewhere; whoever wrote it meant it, but for what nobody means. */
export function isMeant(address: string, { listed }: Networks): boolean {
  return isIn(listed, address) || !isIn(neverMeant, address);
}

function kindOf(address: string): Kind {
  if (isIn(loopback, address)) return "loopback";
  return isIn(inside, address) ? "private" : "public";
}

/** IPv4 addresses in the clothes of IPv6 are looked at as what they are. */
function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

function listOf(...networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) addTo(list, network);
  return list;
}

const loopback = listOf("127.0.0.0/8", "::1");

/** Ways in which a translator takes an IPv6 address for an IPv4 one: NAT64, SIIT, and the compatible form that nobody uses any more. */
const translated = ["64:ff9b::", "::ffff:0:", "::"];

/** Of use inside one network only, or another address in disguise. */
const inside = listOf(
  "10.0.0.0/8",
  "100.64.0.0/10",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "64:ff9b::/96",
  "::ffff:0:0:0/96",
  "::/96",
  "64:ff9b:1::/48",
  "2002::/16",
  "fc00::/7",
  "fec0::/10",
);

/** Link-local (where clouds tell machines their secrets), other places of such secrets, and what is no machine's address. */
const secrets = ["169.254.0.0/16", "100.100.100.200", "168.63.129.16", "192.0.0.192"];
const neverMeant = listOf(
  ...secrets,
  ...secrets.flatMap(translations),
  "0.0.0.0/8",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "::",
  "fe80::/10",
  "ff00::/8",
  "fd00:ec2::254",
);

function translations(network: string): readonly string[] {
  const [address = "", bits = "32"] = network.split("/");
  return translated.map((prefix) => `${prefix}${address}/${96 + Number(bits)}`);
}
