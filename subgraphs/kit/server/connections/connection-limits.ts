/** What the connections of one server may hold: places, bodies that are not complete, answers that are not taken. */
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { networkOfPeer } from "../../network/network-of-peer.ts";
import { createQuota, type Quota, type Taker } from "./quota.ts";
import { createUnreadAnswers, type UnreadAnswers } from "./unread-answers.ts";

export interface ConnectionLimits {
  readonly takerOf: (socket: Socket) => Taker;
  readonly connections: Quota;
  /** Bytes of bodies that have arrived in part. */
  readonly bodies: Quota;
  readonly unread: UnreadAnswers;
  readonly quotas: readonly Quota[];
}

export interface CreateConnectionLimitsOptions {
  /** At a time, in this process. */
  readonly connections?: number;
  /** The network that it comes from unless stated. */
  readonly takerOf?: (socket: Socket) => Taker;
  /** What one server may hold for its clients at a time. */
  readonly mostBytes?: { readonly bodies: number; readonly unread: number };
}

export const usualConnections = 4_000;
const usualBytes = { bodies: 64 * 1024 * 1024, unread: 128 * 1024 * 1024 };

/** The part of everything that one caller may hold. */
const callersShare = 0.25;

export function createConnectionLimits({
  connections: mostConnections = usualConnections,
  takerOf = networkOfPeer,
  mostBytes = usualBytes,
}: CreateConnectionLimitsOptions = {}): ConnectionLimits {
  const shared = (name: string, limit: number) =>
    createQuota({ name, limit, perCaller: Math.max(1, Math.ceil(limit * callersShare)) });
  const connections = shared("connections", mostConnections);
  const bodies = shared("body_bytes", mostBytes.bodies);
  const unread = shared("unread_bytes", mostBytes.unread);
  return {
    takerOf,
    connections,
    bodies,
    unread: createUnreadAnswers({ quota: unread, takerOf }),
    quotas: [connections, bodies, unread],
  };
}

const bySocket = new WeakMap<Socket, ConnectionLimits>();

const refusal = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/** Gives a new connection its place, or refuses it. */
export function admitConnection(socket: Socket, limits: ConnectionLimits): void {
  const taker = limits.takerOf(socket);
  if (!limits.connections.take(taker)) {
    socket.end(refusal);
    socket.destroySoon();
    return;
  }
  bySocket.set(socket, limits);
  socket.once("close", () => limits.connections.free(taker));
}

/** Counts what waits for the client of this request; to be called whenever something was written to it that nobody waited for. */
export function measureUnread({ socket }: IncomingMessage): void {
  bySocket.get(socket)?.unread.measure(socket);
}

/** What a piece of a body costs beside its bytes. */
const bytesOfPiece = 200;

/** Counts the pieces of a body until its request ends; false where they are too many. */
export function createBodyAccount(request: IncomingMessage): (pieceBytes: number) => boolean {
  const limits = bySocket.get(request.socket);
  if (limits === undefined) return () => true;
  const { bodies, takerOf } = limits;
  const taker = takerOf(request.socket);
  let held = 0;
  request.once("close", () => bodies.free(taker, held));
  return (pieceBytes) => {
    const cost = pieceBytes + bytesOfPiece;
    if (!bodies.take(taker, cost)) return false;
    held += cost;
    return true;
  };
}
