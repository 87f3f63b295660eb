/** The OpenID provider: where a browser is sent to sign in, and what it comes back with. Nothing is asked of it before somebody signs in. */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  type CustomFetchOptions,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
} from "openid-client";
import { readBoundedText } from "#kit/network/bounded-text.ts";
import { sessionErrors } from "./errors.ts";
import type { LoginSettings } from "./login-settings.ts";

export interface Begun {
  /** Where the browser is sent. */
  readonly url: URL;
  /** What only the browser that began may finish with. */
  readonly proof: LoginProof;
}

export interface LoginProof {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface Granted {
  /** The tokens that may say who signed in, the best first. */
  readonly tokens: readonly string[];
  /** Where the provider gives one. */
  readonly refreshToken: string | undefined;
}

export interface Provider {
  /** @throws HubError LOGIN_UNREACHABLE */
  begin(): Promise<Begun>;
  /** What it gives for the code in the address. @throws HubError LOGIN_FAILED or LOGIN_UNREACHABLE */
  finish(address: URL, proof: LoginProof): Promise<Granted>;
  /** What it gives for a refresh token. @throws HubError SESSION_NOT_RENEWED or LOGIN_UNREACHABLE */
  renew(refreshToken: string): Promise<Granted>;
  /** Where signing out goes on, where the provider knows of such a place. */
  endUrl(): Promise<URL | undefined>;
}

/** In seconds. */
const patience = 5;

export const callbackPath = "/session/callback";

export function createProvider(settings: LoginSettings): Provider {
  const redirectUri = new URL(callbackPath, settings.publicUrl).href;
  const configuration = kept(() => discover(settings));
  return {
    async begin() {
      const proof = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const url = buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: settings.scope,
        state: proof.state,
        nonce: proof.nonce,
        code_challenge: await calculatePKCECodeChallenge(proof.verifier),
        code_challenge_method: "S256",
      });
      return { url, proof };
    },
    async finish(address, { state, nonce, verifier }) {
      const expected = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
      const known = await configuration();
      const granted = await authorizationCodeGrant(known, address, { ...expected, idTokenExpected: true }).catch(() => {
        throw sessionErrors.loginFailed();
      });
      return toGranted(granted);
    },
    async renew(refreshToken) {
      const known = await configuration();
      const granted = await refreshTokenGrant(known, refreshToken).catch((error: unknown) => {
        throw error instanceof ResponseBodyError ? sessionErrors.notRenewed() : sessionErrors.loginUnreachable();
      });
      return toGranted(granted);
    },
    async endUrl() {
      const known = await configuration().catch(() => undefined);
      if (known?.serverMetadata().end_session_endpoint === undefined) return undefined;
      return buildEndSessionUrl(known, { post_logout_redirect_uri: settings.publicUrl.href });
    },
  };
}

interface Answered {
  readonly access_token: string;
  readonly id_token?: string | undefined;
  readonly refresh_token?: string | undefined;
}

function toGranted({ access_token, id_token, refresh_token }: Answered): Granted {
  return { tokens: [access_token, id_token].filter((token) => token !== undefined), refreshToken: refresh_token };
}

async function discover({ issuer, clientId, clientSecret }: LoginSettings): Promise<Configuration> {
  const isPlain = issuer.protocol === "http:";
  const options = {
    timeout: patience,
    [customFetch]: fetchBounded,
    ...(isPlain && { execute: [allowInsecureRequests] }),
  };
  return discovery(issuer, clientId, clientSecret, undefined, options).catch(() => {
    throw sessionErrors.loginUnreachable();
  });
}

/** Of the provider's, in bytes. */
const largestAnswer = 1024 * 1024;

/** What the library reads to its end is no longer than an answer may be. */
async function fetchBounded(url: string, options: CustomFetchOptions): Promise<Response> {
  const { status, headers, body } = await fetch(url, { ...options, body: options.body ?? null });
  return new Response(body && (await readBoundedText(body, largestAnswer)), { status, headers });
}

/** What failed is tried again by whoever asks next. */
function kept<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
