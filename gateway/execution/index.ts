/** The engine's public face: rooms and the hall import from here only. */
export { stringifyAnswer } from "./answer/answer-text.ts";
export { DeferredAnswer } from "./defer/deferred-answer.ts";
export type { EngineOptions, PreparedCalls } from "./engine.ts";
export { SubgraphFailure } from "./errors.ts";
export { createHubGateway, type HubGateway } from "./hub-gateway.ts";
export { createHttpLink } from "./links/http-link.ts";
export { createInProcessLink } from "./links/in-process-link.ts";
export { shareReads } from "./links/share-reads.ts";
export type { SubgraphAnswer, SubgraphLink, SubgraphRequest } from "./links/subgraph-link.ts";
export type { Call as PlannedCall } from "./plan/call.ts";
export type { SeenOperation } from "./preparations.ts";
export { AnswerStream } from "./subscribe/answer-stream.ts";
