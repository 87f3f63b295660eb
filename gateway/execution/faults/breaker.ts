/** Leaves a subgraph that fails again and again alone, so that nobody waits for it, and finds out by itself when it is back. */
import { SubgraphFailure } from "../errors.ts";

export type BreakerOptions = {
  /** Failures within the window that open it, if they outnumber the answers since the first of them. */
  readonly failures: number;
  /** In milliseconds, as all times here. */
  readonly window: number;
  /** How long it is open at most before a call is let through to try. */
  readonly pause: number;
  /** How long until the subgraph is first asked whether it is back; doubles each time that it is and a call fails nevertheless. */
  readonly firstProbe: number;
  /** Resolves where the subgraph answers at all. */
  readonly probe: () => Promise<unknown>;
};

export type BreakerPhase = "closed" | "open" | "half-open";

export type Breaker = {
  phase(): BreakerPhase;
  /** Runs the call or refuses it. `counts` says whether a failure is the subgraph's own. */
  run<T>(call: () => Promise<T>, counts: (failure: unknown) => boolean): Promise<T>;
  close(): void;
};

export function createBreaker({ failures: most, window, pause, firstProbe, probe }: BreakerOptions): Breaker {
  let phase: BreakerPhase = "closed";
  let failures: number[] = [];
  let answersSince = 0;
  let wait = firstProbe;
  let timer: NodeJS.Timeout | undefined;
  let trial: Promise<unknown> | undefined;

  const open = () => {
    // Where a call was let through, the probe was answered and work was not.
    wait = phase === "half-open" ? Math.min(wait * 2, pause) : firstProbe;
    phase = "open";
    ask(Date.now() + pause, wait);
  };
  const ask = (until: number, milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const isBack = await probe().then(
        () => true,
        () => false,
      );
      if (phase !== "open") return;
      if (isBack || Date.now() >= until) phase = "half-open";
      else ask(until, Math.min(wait, Math.max(until - Date.now(), 0)));
    }, milliseconds).unref();
  };
  const succeeded = () => {
    if (failures.length > 0) answersSince += 1;
    if (phase === "closed") return;
    clearTimeout(timer);
    phase = "closed";
    failures = [];
  };
  const failed = () => {
    const now = Date.now();
    if (phase === "half-open") return open();
    failures = [...failures.filter((at) => now - at < window), now];
    if (failures.length === 1) answersSince = 0;
    if (phase === "closed" && failures.length >= most && failures.length - 1 > answersSince) open();
  };
  const attempt = async <T>(call: () => Promise<T>, counts: (failure: unknown) => boolean): Promise<T> => {
    try {
      const answer = await call();
      succeeded();
      return answer;
    } catch (failure) {
      if (counts(failure)) failed();
      throw failure;
    }
  };
  return {
    phase: () => phase,
    async run(call, counts) {
      // One call tries for all; what it finds decides about the others.
      if (phase === "half-open" && trial) await trial;
      if (phase === "open") throw new SubgraphFailure("SUBGRAPH_UNREACHABLE", { cause: "left alone after failures" });
      const attempted = attempt(call, counts);
      if (phase === "half-open") {
        trial = attempted.then(
          () => undefined,
          () => undefined,
        );
        trial.finally(() => {
          trial = undefined;
        });
      }
      return attempted;
    },
    close: () => clearTimeout(timer),
  };
}
