/** Who may change records without saying who it is. */
import type { IncomingMessage } from "node:http";
import { isLoopback, type Settings } from "../settings.ts";
import { isFromThisMachine } from "./from-this-machine.ts";

/** Whether a request without a token may change records: only in development mode and only from this machine. */
export function mayWrite(request: IncomingMessage, { mode, host }: Settings): boolean {
  return mode === "development" && isLoopback(host) && isFromThisMachine(request);
}
