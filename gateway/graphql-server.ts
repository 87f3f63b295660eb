/** The Apollo Server in front of the graph: our engine or the reference behind it, errors masked, nothing told to anybody. */

import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GatewayInterface } from "@apollo/server-gateway-interface";
import type { DocumentNode } from "graphql";
import type { Log } from "#kit/log/log.ts";
import { maskError } from "#kit/server/mask-error.ts";
import { tellReader } from "#kit/server/tell-reader.ts";
import { tellSavedChanges } from "#kit/server/tell-saved.ts";
import type { FieldRules } from "./access/decisions.ts";
import type { FieldOwners } from "./access/field-owners.ts";
import { openMutations } from "./access/open-mutations.ts";
import { refuseFields } from "./access/refuse-fields.ts";
import { refuseIntrospection } from "./access/refuse-introspection.ts";
import { refuseWrites } from "./access/refuse-writes.ts";
import type { Config } from "./config.ts";
import type { GatewayContext } from "./context.ts";
import { deliverParts } from "./deliver-parts.ts";
import { stringifyAnswer } from "./execution/answer/answer-text.ts";
import { keepDocuments } from "./kept-documents.ts";
import type { GatewayLimits } from "./limits/create-limits.ts";
import { refuseUnstreamed } from "./streams/refuse-unstreamed.ts";
import { noteOperations } from "./telemetry/operation-notes.ts";
import type { Telemetry } from "./telemetry/telemetry.ts";

interface Options {
  readonly rules: FieldRules;
  readonly owners: FieldOwners;
  readonly gateway: GatewayInterface;
  readonly config: Config;
  readonly log: Log;
  readonly telemetry: Telemetry;
  readonly limits: GatewayLimits;
  readonly supergraph: DocumentNode;
  /** Subgraphs of this process, whose failures are logged where they happen. */
  readonly localNames: ReadonlySet<string>;
}

export async function startGraphqlServer(options: Options): Promise<ApolloServer<GatewayContext>> {
  const { gateway, rules, owners, config, log, telemetry, limits, supergraph, localNames } = options;
  const server = new ApolloServer<GatewayContext>({
    gateway,
    // By mode and role: see below.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: (formatted, error) => tellReader(maskError(formatted, error)),
    stringifyResult: stringifyAnswer,
    documentStore: keepDocuments(),
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (text) => log.warn(text),
      error: (text) => log.error(text),
    },
    plugins: [
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      refuseWrites<GatewayContext>(owners, openMutations(supergraph)),
      refuseIntrospection<GatewayContext>(config.mode),
      refuseFields<GatewayContext>(rules),
      refuseUnstreamed<GatewayContext>(),
      limits.plugin<GatewayContext>(supergraph),
      tellSavedChanges<GatewayContext>(tellReader),
      deliverParts<GatewayContext>(),
      noteOperations<GatewayContext>({
        log,
        isTrusted: limits.isTrusted,
        isConsole: telemetry.isConsole,
        onOperation: telemetry.onOperation,
        localNames,
      }),
    ],
  });
  await server.start();
  return server;
}
