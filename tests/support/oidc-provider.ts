/** An OpenID provider on loopback where somebody is always signed in: authorization code flow, PKCE demanded. */
import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { JWTPayload } from "jose";
import { type Issuer, startIssuer } from "./issuer.ts";

export interface OidcProvider extends Issuer {
  /** What the next tokens say beside what is usual; `nonce` here takes the place of the right one. */
  claims: JWTPayload;
  /** Whether the access token is one for the hub, or a text that only the provider understands. */
  givesHubTokens: boolean;
  /** Whether a session can be renewed; each refresh token is good once. */
  givesRefreshTokens: boolean;
  /** How often one was used. */
  readonly renewals: () => number;
  forgetRefreshTokens(): void;
}

export const clientId = "jinkatsu-hub";

interface Granted {
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
}

export async function startOidcProvider(): Promise<OidcProvider> {
  const codes = new Map<string, Granted>();
  const refreshTokens = new Set<string>();
  let renewals = 0;
  const issuer = await startIssuer((request, response) => answer(request, response));
  const provider: OidcProvider = Object.assign(issuer, {
    claims: {},
    givesHubTokens: false,
    givesRefreshTokens: false,
    renewals: () => renewals,
    forgetRefreshTokens: () => refreshTokens.clear(),
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = new URL(request.url ?? "/", issuer.url);
    if (url.pathname === "/.well-known/openid-configuration") sendJson(response, metadata(issuer.url));
    else if (url.pathname === "/authorize") authorize(url.searchParams, response, codes);
    else if (url.pathname === "/token") await give(await formIn(request), response);
    else return false;
    return true;
  };
  const give = async (asked: URLSearchParams, response: ServerResponse) => {
    if (asked.get("grant_type") !== "refresh_token") return grant(asked, response, { codes, provider, refreshTokens });
    if (!refreshTokens.delete(asked.get("refresh_token") ?? ""))
      return sendJson(response, { error: "invalid_grant" }, 400);
    renewals++;
    await sendTokens(response, provider, { refreshTokens });
  };
  return provider;
}

function metadata(url: string) {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/keys`,
    end_session_endpoint: `${url}/end`,
    response_types_supported: ["code"],
    id_token_signing_alg_values_supported: ["ES256"],
    code_challenge_methods_supported: ["S256"],
  };
}

function authorize(asked: URLSearchParams, response: ServerResponse, codes: Map<string, Granted>): void {
  const text = (name: string) => asked.get(name) ?? "";
  const isRight = text("client_id") === clientId && text("code_challenge_method") === "S256" && text("nonce") !== "";
  if (!isRight) {
    sendJson(response, { error: "invalid_request" }, 400);
    return;
  }
  const code = randomUUID();
  codes.set(code, { nonce: text("nonce"), challenge: text("code_challenge"), redirectUri: text("redirect_uri") });
  const back = new URL(text("redirect_uri"));
  back.search = new URLSearchParams({ code, state: text("state") }).toString();
  response.writeHead(302, { location: back.href }).end();
}

interface Granting {
  readonly codes: Map<string, Granted>;
  readonly provider: OidcProvider;
  readonly refreshTokens: Set<string>;
}

async function grant(asked: URLSearchParams, response: ServerResponse, granting: Granting): Promise<void> {
  const { codes, provider } = granting;
  const code = asked.get("code") ?? "";
  const granted = codes.get(code);
  codes.delete(code);
  const challenge = createHash("sha256")
    .update(asked.get("code_verifier") ?? "")
    .digest("base64url");
  if (granted?.challenge !== challenge || granted.redirectUri !== asked.get("redirect_uri"))
    return sendJson(response, { error: "invalid_grant" }, 400);
  await sendTokens(response, provider, { ...granting, nonce: granted.nonce });
}

interface Sending extends Pick<Granting, "refreshTokens"> {
  /** Of who signs in; who stays has none. */
  readonly nonce?: string;
}

async function sendTokens(response: ServerResponse, provider: OidcProvider, sending: Sending): Promise<void> {
  const { nonce = sending.nonce, ...claims } = provider.claims;
  const refreshToken = randomUUID();
  if (provider.givesRefreshTokens) sending.refreshTokens.add(refreshToken);
  sendJson(response, {
    access_token: provider.givesHubTokens ? await provider.token(claims) : "opaque",
    id_token: await provider.token({ ...claims, aud: clientId, ...(nonce === undefined ? {} : { nonce }) }),
    token_type: "Bearer",
    expires_in: 600,
    ...(provider.givesRefreshTokens && { refresh_token: refreshToken }),
  });
}

async function formIn(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return new URLSearchParams(text);
}

function sendJson(response: ServerResponse, value: object, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}
