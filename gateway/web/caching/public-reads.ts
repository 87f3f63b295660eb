/**
 * A GET of a listed document by its id: it is answered as the public sees it, whoever asks, so that one copy serves everybody.
 * Any page may have a browser send it, since it can do nothing but read what everybody may.
 */
import type { IncomingMessage } from "node:http";
import type { HttpHandler } from "#kit/server/graphql-over-http.ts";

const publicReads = new WeakSet<IncomingMessage>();

export function isPublicRead(request: IncomingMessage): boolean {
  return publicReads.has(request);
}

/** Whatever says who asks is taken off before anybody looks. */
export function takePublicReads(handler: HttpHandler): HttpHandler {
  return async (request, response) => {
    if (namesDocument(request)) {
      publicReads.add(request);
      for (const headers of [request.headers, request.headersDistinct])
        for (const name of sayingWho) delete headers[name];
      // Apollo Server asks for a sign that no page of another site has sent the request: here one may have.
      request.headers["apollo-require-preflight"] = "documentId";
    }
    return handler(request, response);
  };
}

const sayingWho = ["authorization", "cookie", "x-jinkatsu-csrf", "x-jinkatsu-plan"];

function namesDocument({ method, url = "", headers }: IncomingMessage): boolean {
  const start = url.indexOf("?");
  if (method !== "GET" || start < 0 || (headers.accept ?? "").includes("text/event-stream")) return false;
  const search = new URLSearchParams(url.slice(start));
  return search.has("documentId") && !search.has("query");
}
