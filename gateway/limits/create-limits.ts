/** The limits of one gateway: what stands before parsing, what stands before planning, and what they have refused. */

import type { IncomingMessage } from "node:http";
import type { ApolloServerPlugin } from "@apollo/server";
import type { DocumentNode } from "graphql";
import type { HubError } from "#kit/errors.ts";
import { type Refusal, refusal } from "#kit/graphql/refusal.ts";
import type { Identity } from "#kit/identity/identity.ts";
import type { Family } from "../telemetry/metrics/family.ts";
import { type CallerName, createCostAtOnce, createRate } from "./caller-limits.ts";
import { callerNameOf } from "./caller-name.ts";
import { createDocumentLimits } from "./document-limits.ts";
import { limitErrors } from "./errors.ts";
import { limitOperations, type NamedCaller } from "./limit-operations.ts";
import type { Limits } from "./limits.ts";
import { createRefusals } from "./refusals.ts";

export interface GatewayLimits {
  /** Looks at a document before anything is done with it. @throws Refusal for a caller that asks too often, or a document that asks too much */
  admit(text: unknown, caller: CallerName): void;
  /** Counts a request of nobody known for the address it came from; what refuses it where there were too many. */
  countUnknown(request: IncomingMessage): Refusal | undefined;
  /** For one supergraph, whose departments say what their fields cost. */
  plugin<Context extends NamedCaller>(supergraph: DocumentNode): ApolloServerPlugin<Context>;
  callerName(request: IncomingMessage, identity: Identity): CallerName;
  /** Whether a document is one of those that the operator lists. */
  readonly isTrusted: (text: string) => boolean;
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
  const countOne = (caller: CallerName) => {
    const wait = rate.count(caller);
    return wait === undefined ? undefined : refuse(limitErrors.requests(limits.requests), 429, wait);
  };
  return {
    admit(text, caller) {
      const tooMany = countOne(caller);
      if (tooMany) throw tooMany;
      const error = typeof text === "string" ? documents.check(text) : undefined;
      if (error) throw refuse(error, 400);
    },
    plugin: (supergraph) =>
      limitOperations({ supergraph, documents, costAtOnce, mostAtOnce: limits.costAtOnce, refusals }),
    countUnknown: (request) => countOne(callerName(request)),
    callerName: (request, identity) => callerNameOf(identity, callerName(request)),
    isTrusted: options.isTrusted,
    refused: refusals.count,
    metrics: () => [refusals.read()],
  };
}
