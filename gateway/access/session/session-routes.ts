/** Signing in, coming back, signing out, and who one is. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { decodeJwt } from "jose";
import { HubError } from "#kit/errors.ts";
import type { Identity } from "#kit/identity/identity.ts";
import { type HttpHandler, refuse } from "#kit/server/graphql-over-http.ts";
import { sendJson } from "#kit/server/send-json.ts";
import type { Access } from "../access.ts";
import { createCookie } from "./cookies.ts";
import { sessionErrors } from "./errors.ts";
import type { LoginSettings } from "./login-settings.ts";
import { callbackPath, createProvider, type LoginProof, type Provider } from "./provider.ts";
import { createSeal } from "./seal.ts";
import type { Sessions } from "./sessions.ts";

interface Parts {
  readonly settings: LoginSettings;
  readonly sessions: Sessions;
  readonly access: Access;
}

/** By path. */
export function sessionRoutes(parts: Parts): ReadonlyMap<string, HttpHandler> {
  const provider = createProvider(parts.settings);
  const attempts = createAttempts(parts.settings);
  return new Map([
    ["/session", told("GET", (request, response) => sayWho(request, response, parts))],
    ["/session/login", told("GET", (request, response) => beginLogin(request, response, { provider, attempts }))],
    [
      callbackPath,
      told("GET", (request, response) => finishLogin(request, response, { ...parts, provider, attempts })),
    ],
    ["/session/logout", told("POST", (request, response) => logOut(request, response, { ...parts, provider }))],
  ]);
}

function told(method: string, handler: HttpHandler): HttpHandler {
  return async (request, response) => {
    response.setHeader("cache-control", "no-store");
    if (request.method !== method) return refuse(response, 405, sessionErrors.methodWrong());
    try {
      await handler(request, response);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      refuse(response, statuses.get(error.code) ?? 401, error);
    }
  };
}

const statuses = new Map([
  [sessionErrors.unproven.code, 403],
  [sessionErrors.loginUnreachable.code, 503],
  [sessionErrors.loginFailed.code, 400],
]);

async function sayWho(request: IncomingMessage, response: ServerResponse, { sessions, access }: Parts): Promise<void> {
  const session = await sessions.read(request);
  const identity = session && (await identityOf(session.token, access));
  sendJson(
    response,
    200,
    identity ? { isSignedIn: true, ...shown(identity), csrfToken: session?.csrfToken } : { isSignedIn: false },
  );
}

function shown({ roles, department, scopes }: Identity) {
  return { roles: roles.filter((role) => role !== "public"), department: department ?? null, scopes };
}

interface Login {
  readonly provider: Provider;
  readonly attempts: Attempts;
}

async function beginLogin(
  request: IncomingMessage,
  response: ServerResponse,
  { provider, attempts }: Login,
): Promise<void> {
  const { url, proof } = await provider.begin();
  await attempts.note(response, { proof, returnTo: ownPath(addressIn(request).searchParams.get("returnTo")) });
  goTo(response, url.href);
}

/** Whoever is sent back to another place, is sent there by whoever made the link. */
function ownPath(path: string | null): string {
  return path !== null && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : "/";
}

async function finishLogin(request: IncomingMessage, response: ServerResponse, parts: Parts & Login): Promise<void> {
  const { settings, sessions, access, provider, attempts } = parts;
  const attempt = await attempts.take(request, response);
  if (attempt === undefined) throw sessionErrors.loginFailed();
  const address = new URL(callbackPath + addressIn(request).search, settings.publicUrl);
  const token = await firstKnown(await provider.finish(address, attempt.proof), access);
  await sessions.begin(response, token, Number(decodeJwt(token).exp));
  goTo(response, attempt.returnTo);
}

/** An access token where it is one for the hub, or else the token that says who signed in. @throws HubError of the last one */
async function firstKnown(tokens: readonly string[], access: Access): Promise<string> {
  for (const token of tokens) if (await identityOf(token, access)) return token;
  await access.identify({ token: tokens.at(-1) ?? "" });
  throw sessionErrors.loginFailed();
}

async function identityOf(token: string, access: Access): Promise<Identity | undefined> {
  try {
    return await access.identify({ token });
  } catch (error) {
    if (error instanceof HubError) return undefined;
    throw error;
  }
}

async function logOut(
  request: IncomingMessage,
  response: ServerResponse,
  parts: Parts & Pick<Login, "provider">,
): Promise<void> {
  if ((await parts.sessions.claimed(request)) === undefined) throw sessionErrors.unproven();
  parts.sessions.end(response);
  sendJson(response, 200, { isSignedIn: false, continueAt: (await parts.provider.endUrl())?.href ?? null });
}

interface Attempt {
  readonly proof: LoginProof;
  readonly returnTo: string;
}

interface Attempts {
  note(response: ServerResponse, attempt: Attempt): Promise<void>;
  /** Once: what comes back a second time finds nothing. */
  take(request: IncomingMessage, response: ServerResponse): Promise<Attempt | undefined>;
}

/** How long signing in may take, in seconds. */
const longestAttempt = 600;

function createAttempts({ sessionSecret, publicUrl }: LoginSettings): Attempts {
  const seal = createSeal(sessionSecret, "login");
  const isSecure = publicUrl.protocol === "https:";
  const cookie = createCookie({ name: "jinkatsu-login", sameSite: "Lax", isSecure });
  return {
    async note(response, { proof, returnTo }) {
      const sealed = await seal.close({ ...proof, returnTo }, Math.floor(Date.now() / 1_000) + longestAttempt);
      cookie.set(response, sealed, longestAttempt);
    },
    async take(request, response) {
      const sealed = cookie.read(request);
      cookie.clear(response);
      const { state, nonce, verifier, returnTo } = (sealed && (await seal.open(sealed))) || {};
      const isWhole = [state, nonce, verifier, returnTo].every((each) => typeof each === "string");
      if (!isWhole) return undefined;
      return { proof: { state: `${state}`, nonce: `${nonce}`, verifier: `${verifier}` }, returnTo: `${returnTo}` };
    },
  };
}

function addressIn({ url = "/" }: IncomingMessage): URL {
  return new URL(url, "http://hub.invalid");
}

function goTo(response: ServerResponse, place: string): void {
  response.writeHead(303, { location: place });
  response.end();
}
