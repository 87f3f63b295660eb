/** Which hosts the hub may call: those that the policy lists and, in development, whatever runs on this machine. */
import { isLoopback, type Settings } from "#kit/settings.ts";

export interface RoutingHosts {
  /** Hosts, or hosts with a port; `*.` at the start stands for any host below. */
  readonly allowed: readonly string[];
  /** Listed, and yet too wide to count: in production a host of this machine needs its port. */
  readonly withoutPort: readonly string[];
}

const thisMachine = ["127.0.0.1", "localhost", "[::1]"];

/** On this machine listen databases, metrics and the hub itself; whoever publishes must not choose among them. */
export function judgeRoutingHosts(listed: readonly string[], mode: Settings["mode"]): RoutingHosts {
  if (mode === "development") return { allowed: [...listed, ...thisMachine], withoutPort: [] };
  const withoutPort = listed.filter(isAnyPortHere);
  return { allowed: listed.filter((host) => !withoutPort.includes(host)), withoutPort };
}

function isAnyPortHere(pattern: string): boolean {
  const host = pattern.replace(/^\*\./, "");
  if (!URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return !/:\d+$/.test(host) && isLoopback(hostname.replace(/^\[|\]$/g, ""));
}
