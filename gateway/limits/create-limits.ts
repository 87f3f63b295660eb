/** The limits of one gateway: what stands before parsing, what stands before planning, and what they have refused. */

import type { IncomingMessage } from "node:http";
import type { ApolloServerPlugin } from "@apollo/server";
import type { DocumentNode } from "graphql";
import type { HubError } from "#kit/errors.ts";
import { refusal } from "#kit/graphql/refusal.ts";
import type { Family } from "../telemetry/metrics/family.ts";
import { type CallerName, createCostAtOnce, createRate } from "./caller-limits.ts";
import { createDocumentLimits } from "./document-limits.ts";
import { limitErrors } from "./errors.ts";
import { limitOperations, type NamedCaller } from "./limit-operations.ts";
import type { Limits } from "./limits.ts";
import { createRefusals } from "./refusals.ts";

export interface GatewayLimits {
  /** Looks at a document before anything is done with it. @throws Refusal for a caller that asks too often, or a document that asks too much */
  admit(text: unknown, request: IncomingMessage): void;
  /** For one supergraph, whose departments say what their fields cost. */
  plugin<Context extends NamedCaller>(supergraph: DocumentNode): ApolloServerPlugin<Context>;
  callerName(request: IncomingMessage): CallerName;
  /** Counts what was refused elsewhere for its size. */
  refused(code: string): void;
  metrics(): readonly Family[];
}

interface Options {
  readonly limits: Limits;
  readonly trustedLimits: Limits;
  readonly isTrusted: (text: string) => boolean;
  readonly callerName: (request: IncomingMessage) => CallerName;
}

export function createLimits(options: Options): GatewayLimits {
  const { limits, callerName } = options;
  const documents = createDocumentLimits(options);
  const rate = createRate(limits.requests);
  const costAtOnce = createCostAtOnce(limits.costAtOnce);
  const refusals = createRefusals();
  const refuse = (error: HubError, ...http: [status: number, retryAfter?: number]) => {
    refusals.count(error.code);
    return refusal(error, ...http);
  };
  return {
    admit(text, request) {
      const wait = rate.count(callerName(request));
      if (wait !== undefined) throw refuse(limitErrors.requests(limits.requests), 429, wait);
      const error = typeof text === "string" ? documents.check(text) : undefined;
      if (error) throw refuse(error, 400);
    },
    plugin: (supergraph) =>
      limitOperations({ supergraph, documents, costAtOnce, mostAtOnce: limits.costAtOnce, refusals }),
    callerName,
    refused: refusals.count,
    metrics: () => [refusals.read()],
  };
}
