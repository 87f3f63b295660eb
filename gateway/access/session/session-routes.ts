/** Signing in, coming back, staying, signing out, and who one is. */
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
import { callbackPath, createProvider, type Granted, type LoginProof, type Provider } from "./provider.ts";
import { sendLoginRefused } from "./refused-page.ts";
import { createSeal } from "./seal.ts";
import type { Session, Sessions } from "./sessions.ts";

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
    ["/session/renew", told("POST", (request, response) => renew(request, response, { ...parts, provider }))],
    ["/session/logout", told("POST", (request, response) => logOut(request, response, { ...parts, provider }))],
  ]);
}

function told(method: string, handler: HttpHandler): HttpHandler {
  return async (request, response) => {
    response.setHeader("cache-control", "no-store");
    if (request.method !== method) return refuse(response, 405, sessionErrors.methodWrong());
    const refused = await refusalIn(() => handler(request, response));
    if (refused) refuse(response, refused.status, refused.error);
  };
}

/** A person who came by a link gets a page, with the way to where they wanted to be; a script gets JSON. */
async function ledTo(
  returnTo: string,
  { headers }: IncomingMessage,
  response: ServerResponse,
  run: () => Promise<void>,
) {
  if (!(headers.accept ?? "").includes("text/html")) return run();
  const refused = await refusalIn(run);
  if (refused) sendLoginRefused(response, { ...refused, returnTo });
}

async function refusalIn(run: () => Promise<void>) {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return { status: statuses.get(error.code) ?? 401, error };
  }
}

const statuses = new Map([
  [sessionErrors.unproven.code, 403],
  [sessionErrors.loginUnreachable.code, 503],
  [sessionErrors.loginFailed.code, 400],
  [sessionErrors.notRenewed.code, 409],
]);

async function sayWho(request: IncomingMessage, response: ServerResponse, { sessions, access }: Parts): Promise<void> {
  const session = await sessions.read(request);
  const identity = session && (await identityOf(session.token, access));
  if (session === undefined || identity === undefined) return sendJson(response, 200, { isSignedIn: false });
  const isRenewable = (await sessions.renewalOf(request, session)) !== undefined;
  sendJson(response, 200, { ...shown(identity), ...lifeOf(session), isRenewable, csrfToken: session.csrfToken });
}

function shown({ roles, department, scopes, subject }: Identity) {
  const isSignedIn = true;
  return {
    isSignedIn,
    roles: roles.filter((role) => role !== "public"),
    department: department ?? null,
    scopes,
    subject: subject ?? null,
  };
}

function lifeOf({ token }: Session) {
  return { endsAt: new Date(endOf(token) * 1_000).toISOString() };
}

/** In seconds since 1970. */
function endOf(token: string): number {
  return Number(decodeJwt(token).exp);
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
  const returnTo = ownPath(addressIn(request).searchParams.get("returnTo"));
  await ledTo(returnTo, request, response, async () => {
    const { url, proof } = await provider.begin();
    await attempts.note(response, { proof, returnTo });
    goTo(response, url.href);
  });
}

/** Whoever is sent back to another place, is sent there by whoever made the link. */
function ownPath(path: string | null): string {
  if (path === null || !/^\/(?![/\\])[\x21-\x7e]*$/.test(path)) return "/";
  return path.length <= longestPath ? path : (path.split(/[?#]/, 1)[0] ?? "/").slice(0, longestPath);
}

/** What is longer than this would not fit into the cookie that remembers it. */
const longestPath = 1_500;

async function finishLogin(request: IncomingMessage, response: ServerResponse, parts: Parts & Login): Promise<void> {
  const attempt = await parts.attempts.take(request, response);
  await ledTo(attempt?.returnTo ?? "/console", request, response, async () => {
    if (attempt === undefined) throw sessionErrors.loginFailed();
    const address = new URL(callbackPath + addressIn(request).search, parts.settings.publicUrl);
    await beginSession(response, await parts.provider.finish(address, attempt.proof), parts);
    goTo(response, attempt.returnTo);
  });
}

async function beginSession(
  response: ServerResponse,
  { tokens, refreshToken }: Granted,
  { sessions, access }: Parts,
): Promise<void> {
  const token = await firstKnown(tokens, access);
  const until = Math.floor(Date.now() / 1_000) + longestSession;
  const renewal = refreshToken === undefined ? undefined : { refreshToken, until };
  await sessions.begin(response, { token, until: endOf(token), renewal });
}

/** How long after signing in a session may be renewed, in seconds: a working day. */
const longestSession = 12 * 3_600;

/** Only of a session that still holds: what was revoked, or has ended, does not come back. */
async function renew(
  request: IncomingMessage,
  response: ServerResponse,
  { sessions, access, provider }: Parts & Pick<Login, "provider">,
): Promise<void> {
  const session = await sessions.claimed(request);
  if (session === undefined) throw sessionErrors.unproven();
  const { subject } = await access.identify({ token: session.token });
  const renewal = await sessions.renewalOf(request, session);
  if (renewal === undefined) throw sessionErrors.notRenewed();
  const { tokens, refreshToken = renewal.refreshToken } = await provider
    .renew(renewal.refreshToken)
    .catch((error: unknown) => {
      const isRefused = error instanceof HubError && error.code === sessionErrors.notRenewed.code;
      if (isRefused) sessions.endRenewal(response);
      throw error;
    });
  const token = await firstKnown(tokens, access);
  if ((await identityOf(token, access))?.subject !== subject) throw sessionErrors.notRenewed();
  const { csrfToken } = session;
  await sessions.begin(response, {
    token,
    until: endOf(token),
    csrfToken,
    renewal: { refreshToken, until: renewal.until },
  });
  sendJson(response, 200, { isSignedIn: true, ...lifeOf({ token, csrfToken }) });
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
