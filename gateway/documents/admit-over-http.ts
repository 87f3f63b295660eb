/** The same decision for a request as it stands in HTTP: in a body, or in the address of a GET. */
import type { HTTPGraphQLRequest } from "@apollo/server";
import type { AdmitDocument, Asked } from "./admit-document.ts";

/** @throws HubError for a document that may not run */
export function admitOverHttp(request: HTTPGraphQLRequest, admit: AdmitDocument): HTTPGraphQLRequest {
  if (request.method !== "GET") return admitBody(request, admit);
  return { ...request, search: admitSearch(request.search, admit) };
}

/** The text of the document that a GET of this target may run. @throws HubError for a document that may not run */
export function documentAt(target: string, admit: AdmitDocument): unknown {
  const start = target.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : admitSearch(target.slice(start), admit)).get("query") ?? undefined;
}

/** The text of the document, where the request brings one. */
export function documentIn({ method, search, body }: HTTPGraphQLRequest): unknown {
  if (method === "GET") return new URLSearchParams(search).get("query") ?? undefined;
  return typeof body === "object" && body !== null && "query" in body ? body.query : undefined;
}

/** What is no single request is left out, and refused for that. */
function admitBody({ body, ...request }: HTTPGraphQLRequest, admit: AdmitDocument): HTTPGraphQLRequest {
  const isRequest = typeof body === "object" && body !== null && !Array.isArray(body) && Object.keys(body).length > 0;
  return { ...request, body: isRequest ? admit({ ...body }) : undefined };
}

function admitSearch(written: string, admit: AdmitDocument): string {
  const search = new URLSearchParams(written);
  const names = ["query", "documentId", "extensions"].filter((name) => search.has(name));
  const extensions = parsed(search.get("extensions"));
  const admitted = admit({ ...Object.fromEntries(names.map((name) => [name, search.get(name)])), extensions });
  // A parameter given twice is refused later, but never after one of the two was chosen here.
  if (new Set(search.keys()).size !== search.size) return "";
  return `?${withAdmitted(search, admitted)}`;
}

function withAdmitted(search: URLSearchParams, { query, documentId, extensions }: Asked): URLSearchParams {
  if (typeof query === "string") search.set("query", query);
  if (documentId === undefined) search.delete("documentId");
  if (extensions !== undefined) search.set("extensions", JSON.stringify(extensions));
  return search;
}

/** Text that is no JSON stays, to be refused for that. */
function parsed(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
