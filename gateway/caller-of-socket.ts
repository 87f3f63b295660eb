/** Who connects over a WebSocket: whom its token proves, in a header or in its first message, or else its address. */
import type { IncomingMessage } from "node:http";
import { HubError } from "#kit/errors.ts";
import { publicIdentity } from "#kit/identity/identity.ts";
import { type Access, authorizationOf } from "./access/access.ts";
import type { CallerName } from "./limits/caller-limits.ts";
import type { GatewayLimits } from "./limits/create-limits.ts";

type CallerOfSocket = (request: IncomingMessage, authorization: string | undefined) => Promise<CallerName>;

export function createCallerOfSocket(access: Access, { callerName }: GatewayLimits): CallerOfSocket {
  return async (request, authorization) => {
    try {
      return callerName(request, await access.identify(authorization ?? authorizationOf(request)));
    } catch (error) {
      // Each of its operations is told what is wrong with its token.
      if (error instanceof HubError) return callerName(request, publicIdentity);
      throw error;
    }
  };
}
