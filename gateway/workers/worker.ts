/** One of the processes that answer on a port together. */
import cluster from "node:cluster";
import type { Hub } from "../hub.ts";
import type { Family } from "../telemetry/metrics/family.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

export interface Membership {
  /** The metrics of all processes on the port. */
  allMetrics(): Promise<readonly Family[]>;
  /** Tells the others that this one serves, and answers them from now on. */
  announce(hub: Hub): void;
  /** Closes when the first process, or a terminal, says so; told twice it goes on closing. */
  closeWhenTold(close: () => Promise<void>): void;
}

/** Undefined in a process that stands alone. */
export function membership(): Membership | undefined {
  if (!cluster.isWorker) return undefined;
  const waiting = new Map<number, (families: readonly Family[]) => void>();
  let questions = 0;
  return {
    allMetrics: () =>
      new Promise((resolve) => {
        questions += 1;
        waiting.set(questions, resolve);
        tell({ kind: "metricsAsked", question: questions });
      }),
    announce(hub) {
      process.on("message", (message: ToWorker) => {
        const { question } = message;
        if (message.kind === "ownMetricsWanted") void tellOwnMetrics(hub, question);
        else {
          waiting.get(question)?.(message.families);
          waiting.delete(question);
        }
      });
      tell({ kind: "serving", url: hub.url, readiness: hub.readiness() });
    },
    closeWhenTold(close) {
      let closing = false;
      const stop = () => {
        if (!closing) close().finally(() => process.exit(0));
        closing = true;
      };
      process.on("SIGINT", stop);
      process.on("SIGTERM", stop);
    },
  };
}

async function tellOwnMetrics(hub: Hub, question: number): Promise<void> {
  tell({ kind: "ownMetrics", question, families: await hub.metrics().catch(() => []) });
}

function tell(message: FromWorker): void {
  // The first process may be gone already; then this one ends as well.
  if (process.connected) process.send?.(message);
}
