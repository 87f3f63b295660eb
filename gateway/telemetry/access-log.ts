/** One line a request: what was asked by name, by which program, how it went and where the time went; never what was said. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "#kit/log/log.ts";
import { requestIdHeader } from "#kit/log/request-id.ts";
import { shownOperationName } from "./operation-name.ts";
import type { RequestRecord } from "./request-record.ts";

export interface EndedRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly record: RequestRecord;
  readonly milliseconds: number;
  /** On the wire, with the headers. */
  readonly bytes: number;
}

export function logRequest(log: Log, { request, response, record, milliseconds, bytes }: EndedRequest): void {
  const { operation, client, role, department, subject, errorCodes, calls, isShared, isKept } = record;
  const { method, url = "/" } = request;
  log.info(
    {
      requestId: response.getHeader(requestIdHeader),
      method,
      // Only the path: a query string may hold a document or variables.
      path: url.split("?", 1)[0]?.slice(0, longestPath),
      status: response.statusCode,
      ms: tenths(milliseconds),
      bytes,
      done: response.writableFinished,
      operation: operation?.kind,
      operationName: shownOperationName(operation?.name),
      client: client.name,
      clientVersion: client.version,
      role,
      department,
      subject,
      codes: errorCodes.size > 0 ? [...errorCodes] : undefined,
      shared: isShared || undefined,
      kept: isKept || undefined,
      subgraphs: calls.size > 0 ? Object.fromEntries([...calls].map(shown)) : undefined,
    },
    "request",
  );
}

/** None that the hub has is longer. */
const longestPath = 256;

function shown([subgraph, { calls, milliseconds }]: [string, { calls: number; milliseconds: number }]) {
  return [subgraph, { calls, ms: tenths(milliseconds) }] as const;
}

function tenths(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
