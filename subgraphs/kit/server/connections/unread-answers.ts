/** What has been answered and not been taken yet: how much of it may wait in memory, and for how long. */
import type { Socket } from "node:net";
import type { Quota, Taker } from "./quota.ts";

export interface UnreadAnswers {
  /** Counts what waits on the connection now; closes it where that is too much. */
  measure(socket: Socket): void;
  /** Closes the connections whose clients have taken nothing of what waits for them for this long. */
  closeStalled(patienceMs: number): void;
}

interface CreateUnreadAnswersOptions {
  /** In bytes. */
  readonly quota: Quota;
  readonly takerOf: (socket: Socket) => Taker;
}

interface Backlog {
  bytes: number;
  since: number;
}

export function createUnreadAnswers({ quota, takerOf }: CreateUnreadAnswersOptions): UnreadAnswers {
  const backlogs = new Map<Socket, Backlog & { readonly taker: Taker }>();
  const begin = (socket: Socket) => {
    const backlog = { bytes: 0, since: performance.now(), taker: takerOf(socket) };
    const remeasure = () => measure(socket);
    backlogs.set(socket, backlog);
    socket.on("drain", remeasure);
    socket.once("close", () => {
      socket.off("drain", remeasure);
      forget(socket);
    });
    return backlog;
  };
  const forget = (socket: Socket) => {
    const backlog = backlogs.get(socket);
    if (backlog) quota.free(backlog.taker, backlog.bytes);
    backlogs.delete(socket);
  };
  const measure = (socket: Socket) => {
    const bytes = socket.destroyed ? 0 : socket.writableLength;
    // Nearly every answer is with the system at once.
    if (bytes === 0 && !backlogs.has(socket)) return;
    const backlog = backlogs.get(socket) ?? begin(socket);
    const more = bytes - backlog.bytes;
    if (more > 0 && !quota.take(backlog.taker, more)) {
      socket.destroy();
      return;
    }
    if (more < 0) quota.free(backlog.taker, -more);
    if (more < 0 || backlog.bytes === 0) backlog.since = performance.now();
    backlog.bytes = bytes;
  };
  return {
    measure,
    closeStalled(patienceMs) {
      const now = performance.now();
      for (const [socket, backlog] of backlogs) {
        measure(socket);
        if (backlog.bytes > 0 && now - backlog.since >= patienceMs) socket.destroy();
      }
    },
  };
}
