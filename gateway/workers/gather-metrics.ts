/** Adds up what all workers measure, and what those measured that have died: a counter must not fall because a process did. */
import type { Worker } from "node:cluster";
import { type Family, mergeFamilies, onlyCounted } from "../telemetry/metrics/family.ts";
import { gauge } from "../telemetry/metrics/instruments.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

type Heard = Exclude<FromWorker, { kind: "serving" }>;

export interface Gathering {
  /** Asks this worker too from now on. */
  join(worker: Worker): void;
  hear(worker: Worker, message: Heard): void;
  forget(worker: Worker): void;
}

/** How long a worker that is busy may keep the others' metrics waiting, in milliseconds. */
const patience = 1_000;

interface Round {
  readonly missing: Set<number>;
  readonly finish: () => void;
}

export function createGathering(): Gathering {
  /** What each worker said last. */
  const known = new Map<number, readonly Family[]>();
  const workers = new Map<number, Worker>();
  const rounds = new Map<number, Round>();
  let ended: readonly Family[] = [];
  let questions = 0;

  const gather = (): Promise<readonly Family[]> =>
    new Promise((resolve) => {
      questions += 1;
      const question = questions;
      const finish = () => {
        rounds.delete(question);
        clearTimeout(timer);
        resolve([...mergeFamilies([...known.values(), ended]), workerCount(workers.size)]);
      };
      const timer = setTimeout(finish, patience);
      rounds.set(question, { missing: new Set(workers.keys()), finish });
      for (const worker of workers.values()) tell(worker, { kind: "ownMetricsWanted", question });
    });
  const strike = (id: number, round: Round | undefined) => {
    if (round?.missing.delete(id) && round.missing.size === 0) round.finish();
  };

  return {
    join: (worker) => void workers.set(worker.id, worker),
    hear(worker, message) {
      const { question } = message;
      if (message.kind === "ownMetrics") {
        known.set(worker.id, message.families);
        strike(worker.id, rounds.get(question));
      } else void gather().then((families) => tell(worker, { kind: "allMetrics", question, families }));
    },
    forget({ id }) {
      ended = mergeFamilies([ended, onlyCounted(known.get(id) ?? [])]);
      known.delete(id);
      workers.delete(id);
      for (const round of [...rounds.values()]) strike(id, round);
    },
  };
}

function tell(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message);
}

function workerCount(count: number): Family {
  return gauge({ name: "jinkatsu_workers", help: "Processes that answer on the port." }, [[count]]);
}
