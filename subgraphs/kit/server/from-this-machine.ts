/** Whether a request really comes from this machine. */
import type { IncomingMessage } from "node:http";
import { isLoopback } from "../settings.ts";

/**
 * The name that the client used is checked too, or a web page could reach us by a name of its own; and what a proxy on
 * this machine passes on comes from somewhere else.
 */
export function isFromThisMachine({ headers, socket }: IncomingMessage): boolean {
  if (proxyHeaders.some((name) => name in headers)) return false;
  const from = socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
  const asked = (headers.host ?? "").replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  return isLoopback(from) && isLoopback(asked);
}

const proxyHeaders = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];
