/** The faults of subgraphs: what each does to an answer on its way. */
import { gzipSync } from "node:zlib";
import { type Fault, headOf, type Reply, reply } from "./raw-subgraph.ts";

/** A word that no client may ever see. */
export const internal = "db-7.internal.example";

const replied =
  (make: (answer: string) => Reply): Fault =>
  (socket, { answer }) =>
    reply(socket, make(answer));
const body = (text: (answer: string) => string | Buffer): Fault => replied((answer) => ({ body: text(answer) }));

type Json = Record<string, unknown>;

/** The answer with every value below `data` changed by its key. */
const changed = (change: (key: string, value: unknown) => unknown): Fault =>
  body((answer) => JSON.stringify(JSON.parse(answer), (key, value: unknown) => change(key, value)));

const entities = (change: (list: unknown[]) => unknown): Fault =>
  changed((key, value) => (key === "_entities" && Array.isArray(value) ? change(value) : value));

const secret = `<html>connect to ${internal}:3306 failed at Object.query (/srv/app/db.js:7:1)</html>`;

/** No answer comes that could be used. */
export const deadly: Readonly<Record<string, Fault>> = {
  hang: () => undefined,
  "hang after the headers": (socket) => void socket.write(headOf(200, { "content-length": "1000" })),
  "hang in the middle of the body": (socket, { answer }) =>
    void socket.write(headOf(200, { "content-length": "1000" }) + answer.slice(0, 20)),
  drip: (socket, { answer }) => {
    socket.write(headOf(200, { "content-length": String(Buffer.byteLength(answer)) }));
    let at = 0;
    const timer = setInterval(() => socket.write(answer.slice(at, ++at)), 30);
    socket.once("close", () => clearInterval(timer));
  },
  "drip of headers": (socket) => {
    socket.write("HTTP/1.1 200 OK\r\n");
    const timer = setInterval(() => socket.write("x-more: 1\r\n"), 20);
    socket.once("close", () => clearInterval(timer));
  },
  "400 with a page": replied(() => ({ status: 400, body: secret })),
  "401 with a page": replied(() => ({ status: 401, headers: { "www-authenticate": internal }, body: secret })),
  "404 with a page": replied(() => ({ status: 404, headers: { "content-type": "text/html" }, body: secret })),
  "429 with a page": replied(() => ({ status: 429, headers: { "retry-after": "3600" }, body: secret })),
  "500 with a page": replied(() => ({ status: 500, body: secret })),
  "502 with a page": replied(() => ({ status: 502, headers: { "content-type": "text/html" }, body: secret })),
  "503 without a body": replied(() => ({ status: 503, body: "" })),
  "200 without a body": replied(() => ({ body: "" })),
  "204": (socket) => void socket.write("HTTP/1.1 204 No Content\r\n\r\n"),
  garbage: body(() => Buffer.from([0, 255, 1, 254, 2, 253, 0xd8, 0x00])),
  "what is no HTTP": (socket) => void socket.end(`SSH-2.0-${internal}\r\n\r\n`),
  "two lengths": (socket, { answer }) =>
    void socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 9\r\n\r\n${answer}`),
  truncated: (socket, { answer }) => {
    socket.end(headOf(200, { "content-length": String(Buffer.byteLength(answer)) }) + answer.slice(0, 25));
  },
  "truncated JSON": body((answer) => answer.slice(0, -5)),
  "chunks that break off": (socket) =>
    void socket.end(`${headOf(200, { "transfer-encoding": "chunked" })}5\r\n{"dat\r\n`),
  "a chunk of a false size": (socket) =>
    void socket.end(`${headOf(200, { "transfer-encoding": "chunked" })}zz\r\n{"data":{}}\r\n0\r\n\r\n`),
  huge: body((answer) => `{"pad":"${"x".repeat(60_000)}",${answer.slice(1)}`),
  "huge without a length": (socket, { answer }) => {
    socket.write(headOf(200, { "transfer-encoding": "chunked" }));
    for (let count = 0; count < 8; count++) socket.write(`2000\r\n${" ".repeat(0x2000)}\r\n`);
    socket.write(`${answer.length.toString(16)}\r\n${answer}\r\n0\r\n\r\n`);
  },
  "headers without end": (socket) =>
    void socket.write(`HTTP/1.1 200 OK\r\n${`x-pad: ${"y".repeat(1_000)}\r\n`.repeat(40)}`),
  "a compressed bomb": replied(() => ({
    headers: { "content-encoding": "gzip" },
    body: gzipSync(Buffer.alloc(1_000_000, " ")),
  })),
  reset: (socket) => void socket.resetAndDestroy(),
  "reset in the middle": (socket, { answer }) => {
    socket.write(headOf(200, { "content-length": "1000" }) + answer.slice(0, 20), () => socket.resetAndDestroy());
  },
  closed: (socket) => void socket.end(),
  "a redirect": replied((answer) => ({
    status: 307,
    headers: { location: "http://169.254.169.254/latest/meta-data" },
    body: answer,
  })),
  "a moved address": replied(() => ({ status: 301, headers: { location: `http://${internal}/` }, body: "" })),
  "a wrong content type": replied((answer) => ({ headers: { "content-type": "text/html" }, body: answer })),
  "events instead of an answer": replied((answer) => ({
    headers: { "content-type": "text/event-stream" },
    body: `event: next\ndata: ${answer}\n\n`,
  })),
  "UTF-16": body((answer) => Buffer.from(answer, "utf16le")),
  "bytes that are no UTF-8": body((answer) =>
    Buffer.from(answer.replace(/"(\w+)"}/, '"\u00e9$1"}'), "latin1").fill(0xe9, 12, 13),
  ),
  "a list for an answer": body((answer) => `[${answer}]`),
  "a text for an answer": body((answer) => JSON.stringify(answer)),
  "null for an answer": body(() => "null"),
  "an answer without data": body(() => "{}"),
  "null for data, without an error": body(() => '{"data":null}'),
  "a list for data": body(() => '{"data":[]}'),
  "a text for data": body(() => '{"data":"x"}'),
  "errors that are no list": body(() => `{"errors":"${internal}"}`),
  "an answer twice": body((answer) => answer + answer),
};

/** A mutation's field may travel under a name of its own. */
const isObjectKey = (key: string) => /^(?:mayor|census)$|elect$/.test(key);

/** An answer comes, and parts of it are not what was promised. */
export const spoiled: Readonly<Record<string, Fault>> = {
  "wrong types": changed((key, value) =>
    key === "total" || key === "votes" || key === "population" ? { not: "a number" } : value,
  ),
  "a list for an object": changed((key, value) => (isObjectKey(key) ? [value] : value)),
  "a number for an object": changed((key, value) => (isObjectKey(key) ? 7 : value)),
  "null for non-null": changed((key, value) => (key === "officer" || key === "name" ? null : value)),
  "missing fields": changed((key, value) => (key === "officer" || key === "name" ? undefined : value)),
};

/** Only entities can be mixed up. */
export const mixedUp: Readonly<Record<string, Fault>> = {
  "reordered entities": entities((list) => list.toReversed()),
  "too few entities": entities((list) => list.slice(1)),
  "too many entities": entities((list) => [...list, list[0]]),
  "no entities": entities(() => []),
  "an object for the entities": entities((list) => ({ ...list })),
  "another record's entity": entities((list) => list.map(() => list[0])),
};

/** Odd, and harmless: the answer is what it would have been. */
export const harmless: Readonly<Record<string, Fault>> = {
  "a little delay": (socket, { answer }) => void setTimeout(() => reply(socket, { body: answer }), 30),
  "a right answer with status 500": replied((answer) => ({ status: 500, body: answer })),
  "a right answer with status 400": replied((answer) => ({ status: 400, body: answer })),
  "no content type": (socket, { answer }) =>
    void socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(answer)}\r\n\r\n${answer}`),
  "one byte at a time": (socket, { answer }) => {
    const text = headOf(200, { "content-length": String(Buffer.byteLength(answer)) }) + answer;
    for (const byte of Buffer.from(text)) socket.write(Buffer.of(byte));
  },
  "a connection that is closed after the answer": (socket, { answer }) => {
    reply(socket, { headers: { connection: "close" }, body: answer });
    socket.end();
  },
  "a connection that is closed after the answer without a word": (socket, { answer }) => {
    reply(socket, { body: answer });
    socket.end();
  },
  "__proto__ keys": body((answer) =>
    answer.replace(
      '{"data":{',
      '{"__proto__":{"polluted":1},"data":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    ),
  ),
  "fields that nobody asked for": body((answer) => answer.replace('{"data":{', `{"data":{"extra":"${internal}",`)),
  "keys twice": body((answer) => answer.replace('{"data":{', '{"data":{"census":1,"elect":1,"_entities":1},"data":{')),
  "entities that say another type": entities((list) =>
    list.map((each) => ({ ...(each as Json), __typename: "Census" })),
  ),
  "an interim answer first": (socket, { answer }) => {
    socket.write("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n");
    reply(socket, { body: answer });
  },
};
