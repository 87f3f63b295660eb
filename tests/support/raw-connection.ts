/** A TCP connection on which a test says exactly what it wants to, and hears exactly what comes. */
import { connect, type Socket } from "node:net";

export interface RawConnection {
  readonly socket: Socket;
  /** Sends; resolves when the system has it. */
  say(text: string): Promise<void>;
  /** All that has come so far. */
  heard(): string;
  /** Resolves when so much of it has come; rejects where the connection ends before. */
  hears(pattern: RegExp): Promise<string>;
  /** Resolves with all that came when the connection is closed. */
  readonly closed: Promise<string>;
}

/** `from` is another address of this machine, which the server then takes for another caller's. */
export async function connectTo(port: number, from = "127.0.0.1"): Promise<RawConnection> {
  const socket = connect({ port, host: "127.0.0.1", localAddress: from });
  let text = "";
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
  });
  // By events: an error comes before it, and is how a connection may well end.
  const closed = new Promise<string>((resolve) => socket.once("close", () => resolve(text)));
  await Promise.race([new Promise((resolve) => socket.once("connect", resolve)), closed]);
  return {
    socket,
    say: (words) => new Promise((resolve) => socket.write(words, () => resolve())),
    heard: () => text,
    async hears(pattern) {
      while (!pattern.test(text)) {
        if (socket.destroyed) throw new Error(`closed after ${text.slice(0, 500)}`);
        await Promise.race([new Promise((resolve) => socket.once("data", resolve)), closed]);
      }
      return text;
    },
    closed,
  };
}

export function countOf(text: string, pattern: RegExp): number {
  return [...text.matchAll(new RegExp(pattern, "g"))].length;
}
