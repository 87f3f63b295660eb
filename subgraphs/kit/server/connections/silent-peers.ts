/**
 * Peers that are gone without a word, behind a cable that was pulled or on a machine that lost its power: what is sent to them lies with the
 * system, which tries for a quarter of an hour before it tells. Where it can be asked what they have not acknowledged (Linux), we look.
 */
import { readFile } from "node:fs/promises";
import type { Socket } from "node:net";
import { endianness } from "node:os";

/** How many bytes lie with the system that the peer has not acknowledged, by `connectionKey`; nothing where all is acknowledged. */
export type SendQueues = ReadonlyMap<string, number>;

export interface SilentPeers {
  /** Closes connections whose peers have acknowledged nothing of what was sent to them for so long. */
  closeGone(connected: Iterable<Socket>, patienceMs: number): Promise<void>;
}

type Watched = Pick<
  Socket,
  "bytesWritten" | "writableLength" | "localPort" | "remoteAddress" | "remotePort" | "destroy"
>;

interface Waiting {
  readonly acknowledged: number;
  readonly since: number;
}

export function createSilentPeers(
  read: () => Promise<SendQueues> = readSendQueues,
  now = () => performance.now(),
): SilentPeers {
  const waiting = new WeakMap<Watched, Waiting>();
  const look = (socket: Watched, queues: SendQueues, patienceMs: number) => {
    const unacknowledged = queues.get(connectionKey(socket)) ?? 0;
    // What is not even with the system yet is measured by who counts unread answers.
    if (unacknowledged === 0 || socket.writableLength > 0) {
      waiting.delete(socket);
      return;
    }
    const acknowledged = socket.bytesWritten - unacknowledged;
    const before = waiting.get(socket);
    if (before === undefined || acknowledged > before.acknowledged) waiting.set(socket, { acknowledged, since: now() });
    else if (now() - before.since >= patienceMs) socket.destroy();
  };
  return {
    async closeGone(connected, patienceMs) {
      const queues = await read();
      if (queues.size === 0) return;
      for (const socket of connected) look(socket, queues, patienceMs);
    },
  };
}

function connectionKey({ localPort, remoteAddress = "", remotePort }: Watched): string {
  return `${localPort} ${addressText(remoteAddress.replace(/%.*$/, ""))} ${remotePort}`;
}

/** Of all connections of this machine, or container; empty where the system does not tell. */
export async function readSendQueues(): Promise<SendQueues> {
  const tables = await Promise.all(
    ["/proc/net/tcp", "/proc/net/tcp6"].map((file) => readFile(file, "latin1").catch(() => "")),
  );
  return new Map(tables.flatMap((table) => table.split("\n").slice(1)).flatMap(queueIn));
}

const nothingWaits = "00000000";

/** `0: 0100007F:0FA0 0200007F:D431 01 00000400:00000000 …`: number, our end, the other's, state, what is to be sent and to be read. */
function queueIn(line: string): readonly (readonly [string, number])[] {
  const [, local = "", remote = "", , queues = ""] = line.trim().split(/ +/, 5);
  const [toSend = nothingWaits] = queues.split(":");
  if (toSend === "" || toSend === nothingWaits) return [];
  const [address = "", port = ""] = remote.split(":");
  const key = `${portNumber(local.split(":")[1])} ${addressText(fromHex(address))} ${portNumber(port)}`;
  return [[key, Number.parseInt(toSend, 16)]];
}

function portNumber(hex = ""): number {
  return Number.parseInt(hex, 16);
}

/** Words of four bytes each, as the machine holds them. */
function fromHex(hex: string): string {
  const bytes = Buffer.from(hex, "hex");
  if (endianness() === "LE") bytes.swap32();
  if (bytes.length === 4) return bytes.join(".");
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(2 * index).toString(16));
  return groups.join(":");
}

/** IPv6 is written in several ways. */
function addressText(address: string): string {
  return address.includes(":") ? new URL(`http://[${address}]`).hostname : address;
}
