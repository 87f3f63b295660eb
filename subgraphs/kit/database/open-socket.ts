/** A connection to a database server that is broken off where the server is there and says nothing. */
import { connect, type Socket } from "node:net";

interface Server {
  readonly host: string;
  readonly port: number;
}

/** An idle connection is broken off as well, and its pool opens another when it needs one. */
export function openSocket(server: Server, silence: number): Socket {
  const socket = connect({ ...server, noDelay: true, keepAlive: true });
  if (silence > 0) socket.setTimeout(silence, () => socket.destroy(new Silence(silence)));
  return socket;
}

/** Like any connection that broke: whether a commit was carried out is not known. */
class Silence extends Error {
  readonly code = "ECONNRESET";

  constructor(milliseconds: number) {
    super(`The database has said nothing for ${milliseconds} ms`);
  }
}
