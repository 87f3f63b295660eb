/** Where a connection may come from: browsers let any page open a WebSocket to any server, and say only which page it was. */
import type { IncomingHttpHeaders } from "node:http";
import { isLoopback } from "#kit/settings.ts";

/** No browser's, or a page of the hub itself, or one of this machine. */
export function mayConnect(headers: IncomingHttpHeaders): boolean {
  return isOwnPage(headers) || isLoopback(hostnameOf(headers.origin ?? ""));
}

/** No browser's, or a page of the hub itself. */
export function isOwnPage({ origin, host }: IncomingHttpHeaders): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
}

function hostnameOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).hostname.replace(/^\[|\]$/g, "") : "";
}
