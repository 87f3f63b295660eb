/** Tells callers apart by where they connect from, where they show no token. */
import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import { isLoopback } from "#kit/settings.ts";
import type { CallerName } from "./caller-limits.ts";

/** Undefined for this machine: what connects from here is an operator's program, or a proxy that speaks for everybody. */
export function callerAddress({ socket }: IncomingMessage): CallerName {
  const address = socket.remoteAddress?.replace(/^::ffff:/, "");
  return address === undefined || isLoopback(address) ? undefined : networkOf(address);
}

/** Groups of 16 bits. */
const groupsOfNetwork = 4;
const groupsOfAddress = 8;

/** Of IPv6 a provider gives each customer a network of 64 bits at least, with as many addresses as anybody cares to call from. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("%", 1).join("").split("::");
  const [before, after] = [groupsIn(head), groupsIn(tail ?? "")];
  const omitted = tail === undefined ? 0 : groupsOfAddress - before.length - after.length;
  const groups = [...before, ...Array<string>(omitted).fill("0"), ...after];
  return `${groups.slice(0, groupsOfNetwork).join(":")}::/64`;
}

/** An IPv4 address at the end stands for two. */
function groupsIn(part: string): readonly string[] {
  return part === "" ? [] : part.split(":").flatMap((group) => (group.includes(".") ? [group, ""] : [group]));
}
