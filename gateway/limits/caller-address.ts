/** Tells callers apart by where they come from, where they show no token. */
import type { IncomingMessage } from "node:http";
import { isIP, type Socket } from "node:net";
import { networkOf, networkOfPeer } from "#kit/network/network-of-peer.ts";
import { isAllowed, type Networks } from "#kit/network/networks.ts";
import type { CallerName } from "./caller-limits.ts";

/** Where a client connects from; or, where that is one of these proxies, where it says that its client does. */
export function createCallerAddress(proxies: Networks | null): (request: IncomingMessage) => CallerName {
  if (proxies === null) return ({ socket }) => networkOfPeer(socket);
  return ({ socket, headers }) => {
    const peer = socket.remoteAddress;
    if (peer === undefined || !isProxy(peer, proxies)) return networkOfPeer(socket);
    const client = clientBehind(String(headers["x-forwarded-for"] ?? ""), proxies);
    // Who comes by way of a proxy is not this machine, whatever it says.
    return client === undefined ? networkOfPeer(socket) : (networkOf(client) ?? client);
  };
}

/** Whose a connection is before anything came over it: a proxy's is nobody's, as what connects from this machine. */
export function createPeerName(proxies: Networks | null): (socket: Socket) => CallerName {
  return (socket) => (proxies && isProxy(socket.remoteAddress ?? "", proxies) ? undefined : networkOfPeer(socket));
}

/** Each proxy adds at the end where it was connected from; what stands before the last that is no proxy anybody may have written. */
function clientBehind(forwardedFor: string, proxies: Networks): string | undefined {
  const addresses = forwardedFor.split(",").map(addressIn);
  return addresses.findLast((address) => address === undefined || !isProxy(address, proxies));
}

/** Some proxies add a port. */
function addressIn(text: string): string | undefined {
  const [, bracketed, plain] = /^\s*(?:\[([^\]]+)\](?::\d+)?|([^\s[\]]+?)(?::\d+)?)\s*$/.exec(text) ?? [];
  const whole = text.trim();
  return [whole, bracketed, plain].find((address) => address !== undefined && isIP(address) !== 0);
}

function isProxy(address: string, proxies: Networks): boolean {
  return isIP(address) !== 0 && isAllowed(address.replace(/^::ffff:(?=\d+\.)/i, ""), proxies);
}
