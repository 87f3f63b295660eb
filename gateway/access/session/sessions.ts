/**
 * Sessions of people who signed in. The session is its cookie: sealed, it holds the provider's token, which is proven anew for
 * every request as any other; so it ends with the token, is revoked with it, and every replica knows it. A second cookie holds
 * what a session that has not ended is renewed with.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createCookie, longestCookie } from "./cookies.ts";
import { sessionErrors } from "./errors.ts";
import type { LoginSettings } from "./login-settings.ts";
import { createSeal } from "./seal.ts";

export interface Session {
  readonly token: string;
  /** What a page must show with each request, and only the hub's own can know. */
  readonly csrfToken: string;
}

/** What the provider gives a new token for; kept apart, so that no request to `/graphql` needs it. */
export interface Renewal {
  readonly refreshToken: string;
  /** Until when the session may be renewed, in seconds since 1970. */
  readonly until: number;
}

export interface BegunSession {
  readonly token: string;
  /** When the token ends, in seconds since 1970. */
  readonly until: number;
  /** Of a session that goes on; a new one gets a new one. */
  readonly csrfToken?: string;
  readonly renewal: Renewal | undefined;
}

export interface Sessions {
  begin(response: ServerResponse, begun: BegunSession): Promise<void>;
  /** How a session may be renewed; undefined where it cannot. */
  renewalOf(request: IncomingMessage, session: Session): Promise<Renewal | undefined>;
  /** Takes away what a session could be renewed with. */
  endRenewal(response: ServerResponse): void;
  /** Undefined where there is none, or none any more. */
  read(request: IncomingMessage): Promise<Session | undefined>;
  /**
   * The session that a request claims by its `X-Jinkatsu-Csrf`; undefined for one that claims none.
   * @throws HubError SESSION_UNPROVEN or SESSION_OVER
   */
  claimed(request: IncomingMessage): Promise<Session | undefined>;
  end(response: ServerResponse): void;
}

export const csrfHeader = "x-jinkatsu-csrf";

export function createSessions({ sessionSecret, publicUrl }: LoginSettings): Sessions {
  const seal = createSeal(sessionSecret, "session");
  const isSecure = publicUrl.protocol === "https:";
  const cookie = createCookie({ name: "jinkatsu-session", sameSite: "Strict", isSecure });
  const renewalSeal = createSeal(sessionSecret, "renewal");
  const renewalCookie = createCookie({ name: "jinkatsu-renewal", sameSite: "Strict", isSecure });
  const read = async (request: IncomingMessage): Promise<Session | undefined> => {
    const sealed = cookie.read(request);
    const { token, csrfToken } = (sealed && (await seal.open(sealed))) || {};
    return typeof token === "string" && typeof csrfToken === "string" ? { token, csrfToken } : undefined;
  };
  return {
    async begin(response, { token, until, csrfToken = randomBytes(24).toString("base64url"), renewal }) {
      const sealed = await seal.close({ token, csrfToken }, until);
      if (sealed.length > longestCookie) throw sessionErrors.loginFailed();
      cookie.set(response, sealed, secondsTo(until));
      const kept =
        renewal && (await renewalSeal.close({ refreshToken: renewal.refreshToken, csrfToken }, renewal.until));
      if (kept && kept.length <= longestCookie) renewalCookie.set(response, kept, secondsTo(renewal.until));
      else renewalCookie.clear(response);
    },
    async renewalOf(request, session) {
      const sealed = renewalCookie.read(request);
      const { refreshToken, csrfToken, exp: until } = (sealed && (await renewalSeal.open(sealed))) || {};
      const isOfSession = csrfToken === session.csrfToken;
      return isOfSession && typeof refreshToken === "string" && until ? { refreshToken, until } : undefined;
    },
    endRenewal: (response) => renewalCookie.clear(response),
    read,
    async claimed(request) {
      const shown = request.headers[csrfHeader];
      if (shown === undefined) return undefined;
      if (!isFromOwnPage(request, publicUrl)) throw sessionErrors.unproven();
      const session = await read(request);
      if (session === undefined) throw sessionErrors.over();
      if (!isEqual(String(shown), session.csrfToken)) throw sessionErrors.unproven();
      return session;
    },
    end(response) {
      cookie.clear(response);
      renewalCookie.clear(response);
    },
  };
}

function secondsTo(until: number): number {
  return Math.max(0, until - Math.floor(Date.now() / 1_000));
}

/** Browsers say at least one of the two with whatever a script sends, and no script can change either. */
function isFromOwnPage({ headers }: IncomingMessage, { origin }: URL): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  if (headers.origin !== undefined) return headers.origin === origin;
  return site === "same-origin";
}

function isEqual(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
