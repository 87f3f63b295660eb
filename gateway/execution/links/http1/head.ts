/** Reads the head of an HTTP/1.1 answer, strictly: what two readers could take for two different things is taken for nothing. */

import { revisionHeader } from "#kit/caching/revision.ts";
import type { AnswerKind } from "../answer-kind.ts";

/** Where the body ends. */
export type Framing =
  | { readonly kind: "none" | "chunked" | "until close" }
  | { readonly kind: "length"; length: number };

export type Head = AnswerKind & {
  readonly framing: Framing;
  /** How long the connection may be kept unused; undefined where it is not to be used again. */
  readonly keptFor: number | undefined;
};

/** What came is no HTTP answer, or one that is not read further. */
export class AnswerFault extends Error {}

/** A peer closes a connection a little before it says; ours have to be given up first. */
const keptAtMost = 4_000;
const givenUpBefore = 1_000;

const statusLine = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
const headerLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[\t ]*([\t\x20-\x7e\x80-\xff]*?)[\t ]*$/;

/** The lines of a head without the empty line that ends it. @throws AnswerFault */
export function readHead(text: string): Head {
  const [first = "", ...lines] = text.split("\r\n");
  const [, minor, code] = statusLine.exec(first) ?? fault("no status line");
  const status = Number(code);
  const headers = readHeaders(lines);
  const { contentType, contentEncoding, cacheControl, revision } = headers;
  const framing = framingOf(status, minor === "1", headers);
  const isKept = minor === "1" && framing.kind !== "until close";
  return {
    status,
    contentType,
    contentEncoding,
    cacheControl,
    revision,
    framing,
    keptFor: isKept ? keptFor(headers) : undefined,
  };
}

type Headers = {
  length?: string;
  encoding?: string;
  contentType?: string;
  contentEncoding?: string;
  cacheControl?: string;
  revision?: string;
  connection?: string;
  keepAlive?: string;
};

const known: ReadonlyMap<string, keyof Headers> = new Map([
  ["content-length", "length"],
  ["transfer-encoding", "encoding"],
  ["connection", "connection"],
  ["keep-alive", "keepAlive"],
  ["content-type", "contentType"],
  ["content-encoding", "contentEncoding"],
  ["cache-control", "cacheControl"],
  [revisionHeader, "revision"],
]);

function readHeaders(lines: readonly string[]): Headers {
  const headers: Headers = {};
  for (const line of lines) {
    const { name, key, value } = readLine(line);
    if (!key) continue;
    if (headers[key] !== undefined && !isList.has(key)) fault(`more than one ${name}`);
    headers[key] = headers[key] === undefined ? value : `${headers[key]},${value}`;
  }
  return headers;
}

/** What may be said in several lines. */
const isList: ReadonlySet<keyof Headers> = new Set(["connection", "cacheControl"]);

type Line = { readonly name: string; readonly key: keyof Headers | undefined; readonly value: string };

/** A subgraph says the same in nearly every answer: all but the date and the length. */
const lately = new Map<string, Line>();
const linesKept = 256;
const longestKept = 128;

function readLine(line: string): Line {
  const kept = lately.get(line);
  if (kept) return kept;
  const [, name = "", value = ""] = headerLine.exec(line) ?? fault("a header line that is none");
  const read = { name, key: known.get(name.toLowerCase()), value };
  if (line.length > longestKept) return read;
  if (lately.size >= linesKept) lately.clear();
  lately.set(line, read);
  return read;
}

function framingOf(status: number, isCurrent: boolean, { length, encoding }: Headers): Framing {
  if (length !== undefined && encoding !== undefined) fault("two lengths");
  if (encoding !== undefined && !(isCurrent && /^chunked$/i.test(encoding)))
    fault("a transfer encoding other than chunked");
  if (length !== undefined && !/^\d{1,15}$/.test(length)) fault("a length that is none");
  if (status < 200 || status === 204 || status === 304) return { kind: "none" };
  if (encoding !== undefined) return { kind: "chunked" };
  return length === undefined ? { kind: "until close" } : { kind: "length", length: Number(length) };
}

function keptFor({ connection = "", keepAlive = "" }: Headers): number | undefined {
  if (/(?:^|,)[\t ]*close[\t ]*(?:,|$)/i.test(connection)) return undefined;
  const seconds = /(?:^|[,\t ])timeout=(\d{1,6})/i.exec(keepAlive)?.[1];
  if (seconds === undefined) return keptAtMost;
  const left = Math.min(keptAtMost, Number(seconds) * 1000 - givenUpBefore);
  return left > 0 ? left : undefined;
}

function fault(what: string): never {
  throw new AnswerFault(`The answer has ${what}`);
}
