/** Tells callers apart by where they connect from, where they show no token. */
import type { IncomingMessage } from "node:http";
import { isLoopback } from "#kit/settings.ts";
import type { CallerName } from "./caller-limits.ts";

/** Undefined for this machine: what connects from here is an operator's program, or a proxy that speaks for everybody. */
export function callerAddress({ socket }: IncomingMessage): CallerName {
  const address = socket.remoteAddress?.replace(/^::ffff:/, "");
  return address === undefined || isLoopback(address) ? undefined : address;
}
