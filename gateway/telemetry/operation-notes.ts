/** Notes what becomes of an operation on its way through Apollo Server. */
import type { ApolloServerPlugin } from "@apollo/server";
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { errors as catalogue } from "#kit/errors.ts";
import type { Identity } from "#kit/identity/identity.ts";
import { faultOf } from "#kit/log/fault.ts";
import type { Log } from "#kit/log/log.ts";
import { pathText } from "#kit/log/resolver-failures.ts";
import type { Span } from "#kit/tracing/span.ts";
import type { RequestRecord } from "./request-record.ts";

export interface ResolvedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface MeasuredContext {
  readonly requestId: string;
  readonly identity: Identity;
  readonly record: RequestRecord;
}

const internalCode = catalogue.internal.code;

interface Options {
  readonly log: Log;
  /** Subgraphs of this process, whose failures are logged where they happen. */
  readonly localNames: ReadonlySet<string>;
  readonly isTrusted: (text: string) => boolean;
  readonly isConsole: (text: string, record: RequestRecord) => boolean;
  readonly onOperation: (operation: ResolvedOperation, record: RequestRecord) => void;
}

export function noteOperations<Context extends MeasuredContext>(options: Options): ApolloServerPlugin<Context> {
  const { log, isTrusted, isConsole, onOperation, localNames } = options;
  return {
    async requestDidStart({ contextValue: { record, requestId, identity } }) {
      return {
        ...(record.span && phasesOf(record.span)),
        async didResolveOperation({ schema, document, operation, source, request: { variables = {} } }) {
          if (!operation) return;
          const note = (noted: RequestRecord) => {
            noted.isProven = identity.subject !== undefined || isTrusted(source);
            noted.isConsole = isConsole(source, noted);
            noted.operation = { kind: operation.operation, name: operation.name?.value };
            onOperation({ schema, document, operation, variables }, noted);
          };
          note(record);
          record.noteAgain = note;
        },
        async willSendResponse({ errors = [] }) {
          for (const { extensions, originalError: told, path } of errors) {
            const { code = "UNKNOWN", serviceName: subgraph } = extensions;
            record.errorCodes.add(String(code));
            const cause = told?.cause;
            // A subgraph elsewhere says only that it failed; its own log says why, under the same id of the request.
            const failedElsewhere = code === internalCode && isElsewhere(subgraph, localNames);
            if (cause === undefined && !failedElsewhere) continue;
            const fault = cause === undefined ? undefined : faultOf(cause);
            log.warn({ requestId, subgraph, code, path: pathText(path), fault }, "subgraph failed");
          }
        },
      };
    },
  };
}

function isElsewhere(subgraph: unknown, localNames: ReadonlySet<string>): boolean {
  return typeof subgraph === "string" && !localNames.has(subgraph);
}

function phasesOf(span: Span) {
  const phase = (name: string) => async () => {
    const child = span.child(name);
    return async (failure?: unknown) => child.end({}, failure !== undefined);
  };
  return { parsingDidStart: phase("parse"), validationDidStart: phase("validate") };
}
