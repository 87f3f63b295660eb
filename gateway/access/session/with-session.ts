/** Lets a session say who asks, where the request claims it and shows no token of its own. */
import { HubError } from "#kit/errors.ts";
import { type HttpHandler, refuse } from "#kit/server/graphql-over-http.ts";
import { sessionErrors } from "./errors.ts";
import { noteSession } from "./known-authorization.ts";
import { csrfHeader, type Sessions } from "./sessions.ts";

export function withSession(sessions: Sessions | undefined, handler: HttpHandler): HttpHandler {
  if (sessions === undefined) return handler;
  return async (request, response) => {
    const { authorization, [csrfHeader]: claim } = request.headers;
    if (claim === undefined || authorization !== undefined) return handler(request, response);
    try {
      const session = await sessions.claimed(request);
      if (session) noteSession(request, session);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      // The rest of an unread body would be taken for the next request.
      response.setHeader("connection", "close");
      return refuse(response, error.code === sessionErrors.unproven.code ? 403 : 401, error);
    }
    return handler(request, response);
  };
}
