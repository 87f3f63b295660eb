/** The engine's public face: rooms and the hall import from here only. */
export { stringifyAnswer } from "./answer/answer-text.ts";
export { createEngine, type Engine, type EngineOptions, type PreparedCalls } from "./engine.ts";
export { failureCodes, SubgraphFailure } from "./errors.ts";
export { createHubGateway, type HubGateway, type HubGatewayOptions } from "./hub-gateway.ts";
export { createHttpLink, type HttpOptions } from "./links/http-link.ts";
export { createInProcessLink, type InProcessOptions } from "./links/in-process-link.ts";
export { shareReads } from "./links/share-reads.ts";
export type {
  ClientRequest,
  SubgraphAnswer,
  SubgraphError,
  SubgraphLink,
  SubgraphOperation,
  SubgraphRequest,
} from "./links/subgraph-link.ts";
export type { OverrideDecision } from "./override-labels.ts";
export type { Call as PlannedCall } from "./plan/call.ts";
export { AnswerStream } from "./subscribe/answer-stream.ts";
