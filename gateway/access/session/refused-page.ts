/** The page of a person whose signing in did not succeed: what it was, in both languages, and how to try again. */
import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { HubError } from "#kit/errors.ts";

export interface LoginRefusal {
  readonly status: number;
  readonly error: HubError;
  /** Where the person wanted to be. */
  readonly returnTo: string;
}

const style = `body { font: 1rem/1.7 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }
:root { color-scheme: light dark; }
section + section { margin-top: 2rem; border-top: 1px solid; }`;

const contentSecurityPolicy =
  `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function sendLoginRefused(response: ServerResponse, { status, error, returnTo }: LoginRefusal): void {
  const again = `/session/login?returnTo=${encodeURIComponent(returnTo)}`;
  const body = Buffer.from(`<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>ログインできませんでした — 人活ハブ Jinkatsu Hub</title><style>${style}</style></head><body><main>
<section><h1>ログインできませんでした</h1><p>${error.text.ja}</p>
<p><a href="${again}">もう一度ログインする</a></p></section>
<section lang="en"><h2>Signing in did not succeed</h2><p>${error.text.en}</p>
<p><a href="${again}">Sign in again</a></p></section>
<p><small>${error.code}</small></p></main></body></html>
`);
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-length": body.length,
    "content-security-policy": contentSecurityPolicy,
  });
  response.end(body);
}
