/** Notes what becomes of an operation on its way through Apollo Server. */
import type { ApolloServerPlugin } from "@apollo/server";
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import type { Span } from "#kit/tracing/span.ts";
import { faultOf } from "./fault.ts";
import type { Log } from "./log.ts";
import type { RequestRecord } from "./request-record.ts";

export interface ResolvedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface MeasuredContext {
  readonly requestId: string;
  readonly record: RequestRecord;
}

export function noteOperations<Context extends MeasuredContext>(
  log: Log,
  onOperation: (operation: ResolvedOperation, record: RequestRecord) => void,
): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ contextValue: { record, requestId } }) {
      return {
        ...(record.span && phasesOf(record.span)),
        async didResolveOperation({ schema, document, operation, request: { variables = {} } }) {
          if (!operation) return;
          record.operation = { kind: operation.operation, name: operation.name?.value };
          onOperation({ schema, document, operation, variables }, record);
        },
        async willSendResponse({ errors = [] }) {
          for (const { extensions, originalError: told } of errors) {
            record.errorCodes.add(String(extensions["code"] ?? "UNKNOWN"));
            if (told?.cause === undefined) continue;
            log.warn({ requestId, subgraph: extensions["serviceName"], fault: faultOf(told.cause) }, "subgraph failed");
          }
        },
      };
    },
  };
}

function phasesOf(span: Span) {
  const phase = (name: string) => async () => {
    const child = span.child(name);
    return async (failure?: unknown) => child.end({}, failure !== undefined);
  };
  return { parsingDidStart: phase("parse"), validationDidStart: phase("validate") };
}
