/** Closes the connection of a client that goes on after it was told to wait. */
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

const toldToWait = new WeakSet<Socket>();

/** To be called before the headers of an answer are sent: the second refusal of this kind on a connection is its last answer. */
export function closePersistent(response: ServerResponse, status: number): void {
  const { socket } = response;
  if (status !== 429 || socket === null) return;
  if (toldToWait.has(socket)) response.setHeader("connection", "close");
  toldToWait.add(socket);
}
