/** The console: pages that ask the graph as any client does, served as they lie in `browser/`. */
import { readdirSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import path from "node:path";
import { errors } from "#kit/errors.ts";
import { type HttpHandler, refuse } from "#kit/server/graphql-over-http.ts";
import type { Mode } from "#kit/settings.ts";

interface Hub {
  readonly mode: Mode;
  /** Null where nobody can sign in with a browser. */
  readonly login: object | null;
}

/** How one says who one is: by signing in, by a token for development, or not at all. */
type SignIn = "provider" | "token" | "none";

const folder = path.join(import.meta.dirname, "browser");

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".graphql": "text/plain",
  ".svg": "image/svg+xml",
};

/** By path: the page at `/console`, and each of its files below. */
export function consoleRoutes(hub: Hub): ReadonlyMap<string, HttpHandler> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => typeOf(name));
  return new Map(files.map((name) => [placeOf(name), served(name, signInAt(hub))]));
}

function signInAt({ login, mode }: Hub): SignIn {
  if (login) return "provider";
  return mode === "development" ? "token" : "none";
}

function placeOf(name: string): string {
  return name === "index.html" ? "/console" : `/console/${name.split(path.sep).join("/")}`;
}

function typeOf(name: string): string | undefined {
  return types[path.extname(name)];
}

function served(name: string, signIn: SignIn): HttpHandler {
  const text = readFileSync(path.join(folder, name), "utf8");
  const body = Buffer.from(name === "index.html" ? text.replace("%SIGN_IN%", signIn) : text);
  return async ({ method }, response) => {
    if (method !== "GET" && method !== "HEAD") return refuse(response, 404, errors.notFound());
    send(response, `${typeOf(name)}; charset=utf-8`, body);
  };
}

// Stricter than for GraphiQL: nothing inline, and no text ever becomes markup.
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

function send(response: ServerResponse, type: string, body: Buffer): void {
  response.writeHead(200, {
    "content-type": type,
    "content-length": body.length,
    "content-security-policy": contentSecurityPolicy,
    "cache-control": "no-cache",
  });
  response.end(body);
}
