/**
 * Sends answers as caches on the way are to know them, and answers who has one already without asking anybody but the subgraphs
 * that had a part in it, and these only where they stand.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { BoundedCache } from "#kit/bounded-cache.ts";
import { errors } from "#kit/errors.ts";
import type { Deliver } from "#kit/server/graphql-over-http.ts";
import { refuse } from "#kit/server/graphql-over-http.ts";
import type { AnswerOrigin, RequestRecord } from "./telemetry/request-record.ts";
import { keptByNobody, publicCacheControl, variesBy } from "./web/caching/cache-headers.ts";
import { entityTagOf, isNamedIn, type NamedAnswer } from "./web/caching/entity-tag.ts";
import { isPublicRead } from "./web/caching/public-reads.ts";
import { chooseEncoding } from "./web/encoding/accept-encoding.ts";
import { worthCompressing } from "./web/encoding/compress.ts";
import { keepEncodings } from "./web/encoding/kept-encodings.ts";

interface CreatePublicAnswersOptions {
  readonly recordOf: (request: IncomingMessage) => RequestRecord;
  /** Whether the subgraphs stand where they stood. */
  readonly areCurrent: (revisions: NamedAnswer["revisions"]) => Promise<boolean>;
  /** The text that a GET may run now. Throws where it may run none. */
  readonly textOf: (request: IncomingMessage) => unknown;
  /** Counts a request without a token. Throws where there are too many. */
  readonly countOne: (request: IncomingMessage) => void;
  /** Whether a request without a token may come from somebody who sees more than the public. */
  readonly mayWrite: (request: IncomingMessage) => boolean;
}

export interface PublicAnswers {
  /** Whether the request was answered: its sender has what would be answered. */
  answerUnchanged(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  readonly deliver: Deliver;
}

interface KnownAnswer extends NamedAnswer {
  readonly tag: string;
  readonly cacheControl: string;
  readonly text: unknown;
  readonly note: RequestRecord["noteAgain"];
}

/** Of answers that were given lately, without the answers; together in characters of what was asked. */
const [answersKnown, largestKnown] = [5_000, 8 * 1024 * 1024];

export function createPublicAnswers(options: CreatePublicAnswersOptions): PublicAnswers {
  const { recordOf, areCurrent, textOf, countOne, mayWrite } = options;
  const encode = keepEncodings();
  const known = new BoundedCache<string, KnownAnswer>(answersKnown, {
    sizeOf: (key, { question }) => key.length + question.length,
    largest: largestKnown,
  });
  const findKnown = (request: IncomingMessage): KnownAnswer | undefined => {
    const { "if-none-match": named, authorization, "x-jinkatsu-csrf": session } = request.headers;
    if (request.method !== "GET" || named === undefined) return undefined;
    if (authorization !== undefined || session !== undefined || mayWrite(request)) return undefined;
    const found = known.get(keyOf(request));
    return found && isNamedIn(named, found.tag) ? found : undefined;
  };
  /** What throws here is refused by those who are asked next, in words. */
  const mayRun = (request: IncomingMessage, { text }: KnownAnswer): boolean => {
    const now = attempted(() => textOf(request));
    return now !== undefined && now.result === text && attempted(() => countOne(request)) !== undefined;
  };
  /** Whether its sender has it already. */
  const nameAnswer = async (request: IncomingMessage, response: ServerResponse, named: NamedAnswer) => {
    const tag = await entityTagOf(named);
    response.setHeader("etag", tag);
    const { noteAgain: note } = recordOf(request);
    const cacheControl = String(response.getHeader("cache-control"));
    const now = attempted(() => textOf(request));
    if (now) known.set(keyOf(request), { ...named, tag, cacheControl, text: now.result, note });
    // An answer may be another request's that was begun before this one.
    return isNamedIn(request.headers["if-none-match"], tag) && areCurrent(named.revisions);
  };
  return {
    async answerUnchanged(request, response) {
      const found = findKnown(request);
      if (!found || !mayRun(request, found) || !(await areCurrent(found.revisions))) return false;
      const record = recordOf(request);
      Object.assign(record, { role: "reader", isPublic: true, isKept: true });
      found.note?.(record);
      response.setHeader("cache-control", found.cacheControl).setHeader("etag", found.tag);
      sayWhatVaries(request, response);
      sendUnchanged(response);
      return true;
    },
    async deliver(body, request, response) {
      const record = recordOf(request);
      const origin = response.statusCode === 200 ? publicOriginOf(request, record) : undefined;
      const { policy, revisions, question } = origin ?? {};
      const cacheControl = policy ? publicCacheControl(policy, revisions !== undefined) : keptByNobody;
      response.setHeader("cache-control", cacheControl);
      sayWhatVaries(request, response);
      if (question !== undefined && revisions && (await nameAnswer(request, response, { question, revisions })))
        return sendUnchanged(response);
      const tag = response.getHeader("etag");
      const encoding = chooseEncoding(request.headers["accept-encoding"], {
        mayEncode: isOfNobody(record),
        isLong: body.length > worthCompressing,
        isKept: tag !== undefined,
      });
      if (encoding === undefined) {
        response.removeHeader("etag");
        return refuse(response, 406, errors.encodingNotAcceptable());
      }
      if (encoding === "identity") return sendWhole(response, body);
      response.setHeader("content-encoding", encoding);
      sendWhole(response, await encode(body, encoding, tag === undefined ? undefined : String(tag)));
    },
  };
}

function attempted<Result>(work: () => Result): { readonly result: Result } | undefined {
  try {
    return { result: work() };
  } catch {
    return undefined;
  }
}

/** All of a request that its answer may depend on; who asks is not among it. */
function keyOf({ url, headers }: IncomingMessage): string {
  const { accept, "content-type": type, "apollo-require-preflight": preflight } = headers;
  return JSON.stringify([url, accept, type, preflight, headers["x-apollo-operation-name"]]);
}

function publicOriginOf({ method }: IncomingMessage, { isPublic, origin }: RequestRecord): AnswerOrigin | undefined {
  const isKept = method === "GET" && isPublic && origin?.policy.scope === "PUBLIC" && origin.policy.maxAge > 0;
  return isKept ? origin : undefined;
}

/** In one line: nginx heeds no more. */
function sayWhatVaries(request: IncomingMessage, response: ServerResponse): void {
  const said = response.getHeader("vary");
  const varies = variesBy(isPublicRead(request));
  response.setHeader("vary", said === undefined ? varies : `${varies}, ${said}`);
}

/**
 * What is compressed together tells by its length what is like what: only an answer that is nobody's own may be, since a
 * stranger may have chosen a part of it (see SECURITY.md).
 */
function isOfNobody({ subject, isOfSession }: RequestRecord): boolean {
  return subject === undefined && !isOfSession;
}

function sendUnchanged(response: ServerResponse): void {
  response.removeHeader("content-type");
  response.removeHeader("content-length");
  response.writeHead(304);
  response.end();
}

function sendWhole(response: ServerResponse, body: Buffer): void {
  response.setHeader("content-length", body.length);
  response.end(body);
}
