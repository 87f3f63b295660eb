/** Closes a WebSocket between answers. */
import type { WebSocket } from "ws";
import type { Conversation } from "./conversation.ts";

/** How long answers under way may take at shutdown, in milliseconds: as long as those over HTTP. */
const grace = 10_000;

/** How long a client may take to say goodbye, in milliseconds. */
const farewell = 2_000;

const goingAway = 1001;

export async function closeSocket(socket: WebSocket, conversation: Conversation | undefined): Promise<void> {
  await within(grace, conversation?.pause());
  socket.close(goingAway, "Going away");
  await closed(socket);
}

function within(milliseconds: number, work: Promise<void> | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    (work ?? Promise.resolve()).then(end, end);
  });
}

function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) return resolve();
    const impatient = setTimeout(() => socket.terminate(), farewell);
    socket.once("close", () => {
      clearTimeout(impatient);
      resolve();
    });
  });
}
