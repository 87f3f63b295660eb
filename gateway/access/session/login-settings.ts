/** Reads the setting by which people sign in: an OpenID provider, where a browser finds the hub, and what seals its cookies. */
import { readFileSync } from "node:fs";
import { isLoopback } from "#kit/settings.ts";

export interface LoginSettings {
  /** Stands in `JINKATSU_ISSUERS` too, which says what its tokens are good for. */
  readonly issuer: URL;
  readonly clientId: string;
  /** Absent for a public client, which PKCE alone protects. */
  readonly clientSecret: string | undefined;
  /** Where browsers find the hub: scheme, host and port. */
  readonly publicUrl: URL;
  /** The same for all processes that answer at that address. */
  readonly sessionSecret: string;
  readonly scope: string;
}

const shortestSecret = 32;

/** From JSON, or from a file that holds it. Null for none, undefined for anything else. */
export function parseLogin(text: string): LoginSettings | null | undefined {
  if (text === "") return null;
  try {
    return readLogin(JSON.parse(text.startsWith("{") ? text : readFileSync(text, "utf8")));
  } catch {
    return undefined;
  }
}

/** @throws TypeError */
function readLogin(value: unknown): LoginSettings {
  const { issuer, clientId, clientSecret, publicUrl, sessionSecret, scope = "openid", ...unknown } = recordOf(value);
  if (Object.keys(unknown).length > 0) throw new TypeError("unknown property");
  const secret = textOf(sessionSecret);
  if (secret.length < shortestSecret) throw new TypeError("too short");
  return {
    issuer: placeOf(issuer),
    clientId: textOf(clientId),
    clientSecret: clientSecret === undefined ? undefined : textOf(clientSecret),
    publicUrl: new URL(placeOf(publicUrl).origin),
    sessionSecret: secret,
    scope: textOf(scope),
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw new TypeError("an object was expected");
  return { ...value };
}

function textOf(value: unknown): string {
  if (typeof value !== "string" || value === "") throw new TypeError("a text was expected");
  return value;
}

/** Cookies and codes go nowhere without TLS, but within this machine. */
function placeOf(value: unknown): URL {
  const url = new URL(textOf(value));
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  if (!isSafe) throw new TypeError("https was expected");
  return url;
}
