/** Begins one request of a connection at a time: the next when the answer before has left this process. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** Requests that may wait on one connection; whoever sends more of them ahead is closed, since each holds memory. */
export const mostWaiting = 16;

export interface Turns {
  readonly onRequest: RequestListener;
  /** Whether a request of the connection is under way. */
  isBusy(socket: Duplex): boolean;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export function answerInTurn(handler: RequestListener): Turns {
  /** Of each connection with a request under way, those that came after it. */
  const lines = new WeakMap<Duplex, Exchange[]>();
  const begin = ({ request, response }: Exchange) => {
    const { socket } = request;
    response.once("close", () => goOn(socket));
    handler(request, response);
  };
  const goOn = (socket: Socket) => {
    const line = lines.get(socket);
    const next = socket.writable ? line?.shift() : undefined;
    if (next === undefined) {
      lines.delete(socket);
      return;
    }
    // The rest of its body may be still to come.
    if (line?.length === 0) socket.resume();
    begin(next);
  };
  return {
    onRequest(request, response) {
      const { socket } = request;
      const line = lines.get(socket);
      // What stands behind a farewell is answered nowhere.
      if (!socket.writable) return;
      if (line === undefined) {
        lines.set(socket, []);
        begin({ request, response });
      } else if (line.push({ request, response }) > mostWaiting) socket.destroy();
      else socket.pause();
    },
    isBusy: (socket) => lines.has(socket),
  };
}
