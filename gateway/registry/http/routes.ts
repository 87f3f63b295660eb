/** The registry over HTTP, below `/registry/`: closed to whoever shows no token, and answering in JSON. */
import type { IncomingMessage } from "node:http";
import { errors, HubError } from "#kit/errors.ts";
import { type HttpHandler, refuse } from "#kit/server/graphql-over-http.ts";
import { sendJson } from "#kit/server/send-json.ts";
import { registryErrors } from "../errors.ts";
import type { Desk } from "../publish/desk.ts";
import { actorOf, type Identify, unknownCallers } from "./actor.ts";
import type { Answer } from "./asked.ts";
import { readJson } from "./body.ts";
import { changes } from "./changes.ts";
import { reading } from "./reading.ts";
import { createAnswerOnce } from "./sent-again.ts";

const prefix = "/registry/";

export function registryRoutes(desk: Desk, identify: Identify): HttpHandler {
  const answerOnce = createAnswerOnce();
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    // The caller first: nothing of a request is read for nobody.
    const actor = await actorOf(oneAuthorization(request), identify, desk.database);
    const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://registry.invalid");
    const name = pathname.slice(prefix.length);
    const asked = { actor, desk, query };
    const change = request.method === "POST" ? changes.get(name) : undefined;
    if (change) return answerOnce(asked, await readJson(request), { name, change, key: keyOf(name, request) });
    const read = request.method === "GET" ? reading.get(name) : undefined;
    if (!read) throw registryErrors.notFound();
    return read(asked);
  };
  return async (request, response) => {
    try {
      const { status, body } = await answer(request);
      sendJson(response, status, body);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      const status = statuses.get(error.code) ?? (unknownCallers.has(error.code) ? 401 : 400);
      // The rest of an unread body would be taken for the next request.
      response.setHeader("connection", "close");
      refuse(response, status, error);
    }
  };
}

/** What two headers say could be read as either. */
function oneAuthorization({ headersDistinct }: IncomingMessage): string | undefined {
  const given = headersDistinct["authorization"] ?? [];
  if (given.length > 1) throw registryErrors.tokenInvalid();
  return given[0];
}

/** A check changes nothing that a key could keep from being done twice. */
function keyOf(name: string, request: IncomingMessage): string | undefined {
  return name === "check" ? undefined : oneIdempotencyKey(request);
}

/** A quoted string of structured fields, or the key as it stands. */
function oneIdempotencyKey({ headersDistinct }: IncomingMessage): string | undefined {
  const given = headersDistinct["idempotency-key"] ?? [];
  if (given.length > 1) throw errors.idempotencyKeyInvalid();
  return given[0]?.replace(/^"(.*)"$/, "$1");
}

const statuses = new Map([
  [errors.idempotencyKeyReused.code, 422],
  [errors.changeNotMade.code, 503],
  [errors.savedNotShown.code, 500],
  [registryErrors.forbidden.code, 403],
  [registryErrors.departmentNotAdmitted.code, 403],
  [registryErrors.versionConflict.code, 409],
  [registryErrors.draftDecided.code, 409],
  [registryErrors.approvedNotPublished.code, 503],
  [registryErrors.approvalByWanter.code, 403],
  [registryErrors.busy.code, 503],
  [registryErrors.notFound.code, 404],
  [registryErrors.versionUnknown.code, 404],
  [registryErrors.subgraphUnknown.code, 404],
  [registryErrors.draftUnknown.code, 404],
  [registryErrors.contractUnknown.code, 404],
  [errors.bodyTooLarge.code, 413],
  [errors.contentTypeUnsupported.code, 415],
  [errors.databaseAway.code, 503],
  [errors.databaseCrowded.code, 503],
  [errors.databaseFull.code, 503],
  [errors.databaseBusy.code, 503],
  [errors.databaseReadOnly.code, 503],
  [errors.databaseFault.code, 503],
  [errors.databaseDamaged.code, 503],
  [errors.databaseFileGone.code, 503],
  [errors.databaseFileUnusable.code, 503],
  [errors.commitUnknown.code, 503],
  [errors.databaseUnreachable.code, 503],
  [errors.examinationUnfinished.code, 503],
  [errors.internal.code, 500],
]);
