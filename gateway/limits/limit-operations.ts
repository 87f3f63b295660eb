/** Refuses an operation that asks too much, after it is known to be valid and before it is planned. */

import type { ApolloServerPlugin } from "@apollo/server";
import type { DocumentNode } from "graphql";
import { errors, type HubError } from "#kit/errors.ts";
import { refusal } from "#kit/graphql/refusal.ts";
import type { CallerName, CostAtOnce } from "./caller-limits.ts";
import { checkVariables } from "./check-variables.ts";
import { type CostRules, readCostRules } from "./cost-rules.ts";
import type { DocumentLimits } from "./document-limits.ts";
import { limitErrors } from "./errors.ts";
import { type AskedOperation, createOperationLimits } from "./operation-limits.ts";
import type { Refusals } from "./refusals.ts";

export interface NamedCaller {
  readonly callerName: CallerName;
}

interface Options {
  readonly supergraph: DocumentNode;
  readonly documents: DocumentLimits;
  readonly costAtOnce: CostAtOnce;
  readonly mostAtOnce: number;
  readonly refusals: Refusals;
}

export function limitOperations<Context extends NamedCaller>(options: Options): ApolloServerPlugin<Context> {
  const rules: CostRules = readCostRules(options.supergraph);
  const judge = createOperationLimits(rules);
  const { documents, costAtOnce, mostAtOnce, refusals } = options;
  const refused = (error: HubError, ...http: [status: number, retryAfter?: number]) => {
    refusals.count(error.code);
    return refusal(error, ...http);
  };
  return {
    async requestDidStart({ contextValue: { callerName } }) {
      let entered = 0;
      return {
        async didResolveOperation({ schema, document, operation, source, queryHash, request: { variables } }) {
          // The engines would take it for a fault of their own.
          if (!operation) throw refusal(errors.operationUnclear(), 400);
          const limits = documents.limitsOf(source);
          const tooLarge = checkVariables(variables, limits);
          if (tooLarge) throw refused(tooLarge, 413);
          const asked: AskedOperation = { schema, document, operation, digest: queryHash, variables: variables ?? {} };
          const { cost, error } = judge(asked, limits);
          if (error) throw refused(error, 400);
          if (!costAtOnce.enter(callerName, cost)) throw refused(limitErrors.costAtOnce(mostAtOnce), 429, 1);
          entered = cost;
        },
        async willSendResponse() {
          costAtOnce.leave(callerName, entered);
          entered = 0;
        },
      };
    },
  };
}
