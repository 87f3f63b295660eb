/** Attacks that ask nothing hostile: connections held open, bodies never ended, answers never taken, requests sent ahead of all answers. */
import { once } from "node:events";
import { WebSocket } from "ws";
import { connectTo, type RawConnection } from "../../support/raw-connection.ts";
import { type Attack, askAnew, type Target } from "./felt.ts";

/** The hub is told to believe this machine's proxies, so that attackers and bystander are two. */
const attacker = { "x-forwarded-for": "198.51.100.7" };
const bystander = { "x-forwarded-for": "192.0.2.1" };

/** Of one strike; with ten attackers at a time ten times as many stand at once. */
const many = 100;

export const attacksOnConnections: readonly Attack[] = [
  { name: "1,000 WebSockets that ask for nothing", strike: holdWebSockets, feel: askOverWebSocket },
  held("1,000 connections that never end their headers", many, () => "GET / HTTP/1.1\r\nhost: x\r\nx-slow: "),
  held("1,000 connections that never end their bodies", many, () => pageRequest("x", 250_000).slice(0, 20_000)),
  held("20 connections × 500 pages that are never read", 2, () => pageRequest(page).repeat(500)),
  held("20 connections × 500 pages in parts that are never read", 2, () => pageRequest(pageInParts).repeat(500)),
  held("1,000 connections with a page that is never read", many, () => pageRequest(page)),
  { name: "1,000 WebSockets that ask and never read", strike: askAndNeverRead, feel: askOverWebSocket },
];

const page = "{ measures(first: 100) { totalCount nodes { id name { ja en } summary { ja } department { code } } } }";
const pageInParts =
  "{ measures(first: 100) { nodes { id ... @defer { name { ja en } summary { ja } department { code } } } } }";

function pageRequest(query: string, bytes?: number): string {
  const body = JSON.stringify({ query });
  const head = ["host: x", "content-type: application/json", "accept: multipart/mixed;deferSpec=20220824"];
  const whole = body.padEnd(bytes ?? 0);
  return `POST /graphql HTTP/1.1\r\n${[...head, `content-length: ${whole.length}`].join("\r\n")}\r\n\r\n${whole}`;
}

/** Holds so many connections on which this was said until the attack is over; those that are closed are opened again. */
function held(name: string, connections: number, words: () => string): Attack {
  const strike: Attack["strike"] = async ({ url }, until) => {
    const port = Number(new URL(url).port);
    const opened = await Promise.all(Array.from({ length: connections }, () => connectTo(port)));
    for (const { socket } of opened) socket.pause();
    for (const { say } of opened) void say(words());
    await closedOr(opened, until);
    for (const { socket } of opened) socket.destroy();
  };
  return { name, strike, feel: askAnew };
}

async function closedOr(opened: readonly RawConnection[], until: AbortSignal): Promise<void> {
  await Promise.race([Promise.all(opened.map(({ closed }) => closed)), over(until)]);
}

function over(until: AbortSignal): Promise<unknown> {
  return until.aborted ? Promise.resolve() : once(until, "abort");
}

async function connectSocket({ url }: Target, headers: Readonly<Record<string, string>>): Promise<WebSocket | number> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws", { headers });
  socket.on("error", () => undefined);
  const outcome = await new Promise<WebSocket | number>((resolve) => {
    socket.once("open", () => resolve(socket));
    socket.once("close", () => resolve(0));
    socket.once("unexpected-response", (_, { statusCode = 0 }) => resolve(statusCode));
  });
  if (outcome !== socket) socket.terminate();
  return outcome;
}

async function holdWebSockets(target: Target, until: AbortSignal): Promise<void> {
  const opened = await Promise.all(Array.from({ length: many }, () => connectSocket(target, attacker)));
  const sockets = opened.filter((socket) => typeof socket !== "number");
  for (const socket of sockets) socket.send(initialisation);
  if (sockets.length > 0) await over(until);
  for (const socket of sockets) socket.terminate();
}

async function askAndNeverRead(target: Target, until: AbortSignal): Promise<void> {
  const opened = await Promise.all(Array.from({ length: many }, () => connectSocket(target, attacker)));
  const sockets = opened.filter((socket) => typeof socket !== "number");
  for (const socket of sockets) {
    socket.send(initialisation);
    socket.pause();
    for (let at = 0; at < many; at++) socket.send(subscription(page, String(at)));
  }
  if (sockets.length > 0) await over(until);
  for (const socket of sockets) socket.terminate();
}

const initialisation = JSON.stringify({ type: "connection_init" });

function subscription(query: string, id: string): string {
  return JSON.stringify({ type: "subscribe", id, payload: { query } });
}

/** A caller that has no place yet: connects, asks, is answered. */
async function askOverWebSocket(target: Target): Promise<void> {
  const socket = await connectSocket(target, bystander);
  if (typeof socket === "number") throw new Error(`the bystander's WebSocket was answered with ${socket}`);
  socket.send(initialisation);
  await once(socket, "message");
  socket.send(subscription("{ measures(first: 3) { totalCount } }", "1"));
  const [answer] = await once(socket, "message");
  socket.terminate();
  if (!String(answer).includes("totalCount")) throw new Error(`the bystander was answered with ${answer}`);
}
