/** One line a request: what was asked by name, how it went and how long it took; never what was said. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApolloServerPlugin } from "@apollo/server";
import { faultOf } from "./fault.ts";
import type { Log } from "./log.ts";
import { requestIdHeader } from "./request-id.ts";

export function logRequest(log: Log, request: IncomingMessage, response: ServerResponse): void {
  const started = performance.now();
  response.once("close", () => {
    const { method, url = "/" } = request;
    const ms = Math.round((performance.now() - started) * 10) / 10;
    const requestId = response.getHeader(requestIdHeader);
    // Only the path: a query string may hold a document or variables.
    log.info(
      {
        requestId,
        method,
        path: url.split("?", 1)[0],
        status: response.statusCode,
        ms,
        done: response.writableFinished,
      },
      "request",
    );
  });
}

/** One line an operation: its name and the codes of its errors. */
export function logOperations<Context extends { readonly requestId: string }>(log: Log): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ contextValue, operationName, operation, errors }) {
          const codes = [...new Set((errors ?? []).map(({ extensions }) => String(extensions["code"] ?? "UNKNOWN")))];
          const { requestId } = contextValue;
          for (const { originalError: told, extensions } of errors ?? []) {
            if (told?.cause === undefined) continue;
            log.warn({ requestId, subgraph: extensions["serviceName"], fault: faultOf(told.cause) }, "subgraph failed");
          }
          log.info(
            { requestId, operation: operation?.operation, operationName: operationName ?? undefined, codes },
            "operation",
          );
        },
      };
    },
  };
}
