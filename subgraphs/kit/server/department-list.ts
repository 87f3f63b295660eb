/** How an index that runs elsewhere is told which departments it is to answer for: a list, signed as every call to it is. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Bilingual, errors, HubError } from "../errors.ts";
import type { SignCall } from "../identity/sign-call.ts";
import type { Callers } from "./callers.ts";
import { isFromThisMachine } from "./from-this-machine.ts";
import { refuse } from "./graphql-over-http.ts";
import { readBody, tooLarge } from "./read-body.ts";

/** A department as it is published. */
export interface ListedDepartment {
  readonly name: string;
  /** Undefined where nobody has said it. */
  readonly title?: Bilingual | undefined;
  readonly sdl: string;
  /** Where it answers. */
  readonly url: string;
  /** Clients of the graph that used what it publishes; null where nobody counts, undefined where nobody says. Told only to whom it concerns. */
  readonly clients?: readonly string[] | null | undefined;
  /**
   * When the registry was last seen to list it, in milliseconds of its clock: what was seen earlier is not taken for newer. Revisions
   * would not say so, since a registry that was restored counts them anew.
   */
  readonly readAt?: number;
}

export type TakeDepartments = (departments: readonly ListedDepartment[]) => void | Promise<void>;

/** Serves what the index says then. */
type Renew = (departments: readonly ListedDepartment[]) => Promise<void>;

/** Where the list is taken, beside the GraphQL endpoint. */
const path = "/departments";

/** Sixty departments, each with a schema of the largest size allowed. */
const largestList = 64 * 1024 * 1024;

const patience = 10_000;

/** @returns whether the index has taken it; an index that takes none goes on as it is */
export async function tellDepartments(
  url: string,
  departments: readonly ListedDepartment[],
  sign: SignCall,
): Promise<boolean> {
  const body = JSON.stringify(departments);
  const answer = await fetch(new URL(path, url), {
    method: "POST",
    headers: { "content-type": "application/json", ...sign(body) },
    body,
    redirect: "error",
    signal: AbortSignal.timeout(patience),
  }).catch(() => undefined);
  return answer?.status === 204;
}

export function isDepartmentList({ method, url }: IncomingMessage): boolean {
  return method === "POST" && url === path;
}

/** Taken from the gateway only: by its signature or, where nothing is signed, from this machine and from no page of a browser. */
export async function takeDepartmentList(
  request: IncomingMessage,
  response: ServerResponse,
  { callers, renew }: { readonly callers: Callers; readonly renew: Renew },
): Promise<void> {
  try {
    const body = await readBody(request, largestList);
    if (body === tooLarge) throw errors.bodyTooLarge(largestList);
    callers.admit(request, body);
    const isJson = request.headers["content-type"] === "application/json";
    if (!isJson || !(callers.areSigned || isFromThisMachine(request))) throw errors.callRefused();
    // The gateway wrote it, and proved that it did.
    await renew(JSON.parse(body));
    response.writeHead(204).end();
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    refuse(response, error.code === errors.callRefused.code ? 401 : 413, error);
  }
}
