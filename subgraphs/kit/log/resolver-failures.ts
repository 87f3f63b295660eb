/** Shows the operator the errors of resolvers that callers hear nothing of. */
import type { ApolloServerPlugin, BaseContext } from "@apollo/server";
import type { GraphQLError } from "graphql";
import { isUnexpected } from "../server/mask-error.ts";
import { faultOf } from "./fault.ts";
import type { Log } from "./log.ts";
import { requestIdHeader } from "./request-id.ts";

interface Place {
  readonly subgraph: string;
  /** Of the client's request to the hub; undefined where none was told. */
  readonly requestId: string | undefined;
}

/** What the caller did wrong is told to the caller; the rest only the log can tell. */
export function logResolverFailure(log: Log, place: Place, error: GraphQLError): void {
  if (!isUnexpected(error)) return;
  log.error({ ...place, path: pathText(error.path), fault: faultOf(error.originalError ?? error) }, "resolver failed");
}

/** For a subgraph that is a server of its own. */
export function logResolverFailures(log: Log, subgraph: string): ApolloServerPlugin<BaseContext> {
  return {
    async requestDidStart({ request }) {
      const requestId = request.http?.headers.get(requestIdHeader);
      return {
        async didEncounterErrors({ errors }) {
          for (const error of errors) logResolverFailure(log, { subgraph, requestId }, error);
        },
      };
    },
  };
}

const longestPath = 200;

/** `measures.nodes.3.budgets`; aliases are a caller's own words, so it is cut. */
export function pathText(path: GraphQLError["path"] | undefined): string | undefined {
  return path?.join(".").slice(0, longestPath);
}
