/** Reads over plain HTTP/1.1, on connections of our own. */
import type { LookupFunction } from "node:net";
import { SubgraphFailure } from "../../errors.ts";
import type { HttpAnswer } from "../answer-kind.ts";
import type { Post } from "../post.ts";
import { Connections } from "./connections.ts";
import { AnswerFault } from "./head.ts";

export type Reader = {
  /** Undefined for what is better left to a client that knows more of HTTP. */
  read(post: Post): Promise<HttpAnswer> | undefined;
  close(): Promise<void>;
};

/** Undefined where the address is not one of plain HTTP. */
export function createReader(url: string, limit: number, lookup?: LookupFunction): Reader | undefined {
  const { protocol, hostname, host, port, username } = new URL(url);
  if (protocol !== "http:" || username) return undefined;
  const address = { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 80), ...(lookup && { lookup }) };
  const connections = new Connections(address, limit);
  return {
    read({ path, headers, body, signal, largestAnswerBytes }) {
      const lines = headerLines(headers);
      if (lines === undefined) return undefined;
      const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\n${lines}content-length: ${Buffer.byteLength(body)}`;
      return answered(connections.ask({ text: `${head}\r\n\r\n${body}`, largestBody: largestAnswerBytes, signal }));
    },
    close: () => connections.close(),
  };
}

const plainName =
  /^(?!(?:host|connection|content-length|transfer-encoding|expect|upgrade|te|trailer)$)[!#$%&'*+\-.^_`|~0-9a-z]+$/i;
const plainValue = /^[\x20-\x7e]*$/;

function headerLines(headers: Readonly<Record<string, string>>): string | undefined {
  let lines = "";
  for (const name of Object.keys(headers)) {
    const value = headers[name] ?? "";
    if (!plainName.test(name) || !plainValue.test(value)) return undefined;
    lines += `${name}: ${value}\r\n`;
  }
  return lines;
}

async function answered(answer: Promise<HttpAnswer>): Promise<HttpAnswer> {
  try {
    return await answer;
  } catch (cause) {
    // Who ends a call may say by which failure.
    if (cause instanceof SubgraphFailure) throw cause;
    throw new SubgraphFailure(cause instanceof AnswerFault ? "SUBGRAPH_ANSWER_INVALID" : "SUBGRAPH_UNREACHABLE", {
      cause,
    });
  }
}
