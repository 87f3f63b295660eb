/** Refuses a request whose token is no good, before anything else of it is looked at. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { HubError, errors as hubErrors } from "#kit/errors.ts";
import { type HttpHandler, refuse } from "#kit/server/graphql-over-http.ts";
import { type Access, authorizationOf } from "./access.ts";

export function identifiedOnly(access: Access, handler: HttpHandler): HttpHandler {
  return async (request, response) => {
    const refusal = await refusalOf(access, request);
    return refusal ? refuseUnknown(response, refusal) : handler(request, response);
  };
}

async function refusalOf(access: Access, request: IncomingMessage): Promise<HubError | undefined> {
  try {
    await access.identify(authorizationOf(request));
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
