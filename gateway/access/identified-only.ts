/** Refuses a request whose token is no good, before anything else of it is looked at. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { HubError, errors as hubErrors } from "#kit/errors.ts";
import type { Refusal } from "#kit/graphql/refusal.ts";
import { type HttpHandler, refuse, sendRefusal } from "#kit/server/graphql-over-http.ts";
import { type Access, authorizationOf } from "./access.ts";
import { noteCaller } from "./known-caller.ts";

/** Told of a request with a bad token; what it returns is answered instead. */
type OnUnknown = (request: IncomingMessage) => Refusal | undefined;

export function identifiedOnly(access: Access, onUnknown: OnUnknown, handler: HttpHandler): HttpHandler {
  return async (request, response) => {
    const refusal = await refusalOf(access, request);
    if (refusal === undefined) return handler(request, response);
    const tooMany = onUnknown(request);
    return tooMany ? sendRefusal(response, tooMany) : refuseUnknown(response, refusal);
  };
}

async function refusalOf(access: Access, request: IncomingMessage): Promise<HubError | undefined> {
  try {
    noteCaller(request, await access.identify(authorizationOf(request)));
    return undefined;
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
}

function refuseUnknown(response: ServerResponse, error: HubError): void {
  const status = oursToMend.has(error.code) ? 503 : 401;
  if (status === 401) response.setHeader("www-authenticate", 'Bearer realm="jinkatsu", error="invalid_token"');
  // The rest of an unread body would be taken for the next request.
  response.setHeader("connection", "close");
  refuse(response, status, error);
}

const oursToMend = new Set([hubErrors.issuerUnreachable.code, hubErrors.revocationsUnreadable.code]);
