/** The cookies of the hub: never readable by a script, never sent for another site, with TLS only where there is TLS. */
import type { IncomingMessage, ServerResponse } from "node:http";

export interface Cookie {
  /** Undefined where there is none, or more than one: who set the other is not known. */
  read(request: IncomingMessage): string | undefined;
  set(response: ServerResponse, value: string, seconds: number): void;
  clear(response: ServerResponse): void;
}

export interface CookieOptions {
  readonly name: string;
  /** `Lax` is sent when another site leads a browser here, as a provider does after signing in. */
  readonly sameSite: "Strict" | "Lax";
  readonly isSecure: boolean;
}

/** Browsers keep no longer ones. */
export const longestCookie = 4_000;

export function createCookie({ name, sameSite, isSecure }: CookieOptions): Cookie {
  // The prefix has browsers refuse it from any other host, and without TLS.
  const full = isSecure ? `__Host-${name}` : name;
  const attributes = `Path=/; HttpOnly; SameSite=${sameSite}${isSecure ? "; Secure" : ""}`;
  return {
    read: ({ headers }) => {
      const values = pairsIn(headers.cookie).filter(([each]) => each === full);
      return values.length === 1 ? values[0]?.[1] : undefined;
    },
    set: (response, value, seconds) =>
      response.appendHeader("set-cookie", `${full}=${value}; ${attributes}; Max-Age=${seconds}`),
    clear: (response) => response.appendHeader("set-cookie", `${full}=; ${attributes}; Max-Age=0`),
  };
}

function pairsIn(header = ""): readonly (readonly [string, string])[] {
  return header.split(";").map((pair) => {
    const [name = "", ...value] = pair.trim().split("=");
    return [name, value.join("=")] as const;
  });
}
