/** Tells those who connect apart by where they connect from. */
import { isIPv6, type Socket } from "node:net";
import { isLoopback } from "../settings.ts";

/** Undefined for this machine: what connects from here is an operator's program, or a proxy that speaks for everybody. */
export function networkOfPeer({ remoteAddress }: Pick<Socket, "remoteAddress">): string | undefined {
  return remoteAddress === undefined ? undefined : networkOf(remoteAddress);
}

/** The same for an address. */
export function networkOf(address: string): string | undefined {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (isLoopback(plain)) return undefined;
  return isIPv6(plain) ? networkOf64Bits(plain) : plain;
}

/** Groups of 16 bits. */
const groupsOfNetwork = 4;
const groupsOfAddress = 8;

/** Of IPv6 a provider gives each customer a network of 64 bits at least, with as many addresses as anybody cares to call from. */
function networkOf64Bits(address: string): string {
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
