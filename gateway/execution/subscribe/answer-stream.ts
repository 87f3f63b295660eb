/** Carries the answers of a subscription through Apollo Server, which knows of one answer a request; nothing is asked before it is opened. */
import type { GatewayAnswer } from "../apollo-types.ts";

export class AnswerStream {
  /** Apollo Server takes data to be a record of anything. */
  readonly [key: string]: unknown;
  /** Answers until the signal or the end of the subgraph's events. @throws HubError SUBSCRIPTION_BROKEN */
  readonly open: (signal: AbortSignal) => AsyncGenerator<GatewayAnswer, void>;

  constructor(open: (signal: AbortSignal) => AsyncGenerator<GatewayAnswer, void>) {
    this.open = open;
  }

  /** For whoever cannot take a stream. */
  toJSON(): unknown {
    return null;
  }
}
