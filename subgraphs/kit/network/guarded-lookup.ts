/** Resolves the name of a subgraph, and hands out only addresses where subgraphs may be: what connects, connects to no other. */
import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { isAllowed, isLoopbackAddress, isMeant, type Networks } from "./networks.ts";

export type Resolve = (
  hostname: string,
  options: { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export function guardedLookup(networks: Networks, resolve: Resolve = systemLookup): LookupFunction {
  return (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      // RFC 6761: whoever writes this name means this machine, and no resolver may lead it elsewhere.
      const isMeantHere = (address: string) => hostname === "localhost" && isLoopbackAddress(address);
      const allowed = error
        ? []
        : addresses.filter(({ address }) => isMeantHere(address) || isAllowed(address, networks));
      const [first] = allowed;
      if (first === undefined) return callback(error ?? new AddressRefused(hostname), "", 0);
      if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
}

/** For hosts that are written as addresses, which are never looked up. */
export function isRefusedAddress(url: string, networks: Networks): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  return isIP(host) !== 0 && !isMeant(host, networks);
}

class AddressRefused extends Error {
  constructor(hostname: string) {
    super(`${hostname} leads to addresses that are not in JINKATSU_SUBGRAPH_NETWORKS`);
  }
}
