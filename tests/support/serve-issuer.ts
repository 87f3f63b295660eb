/** An issuer of tokens on loopback, with keys that a test can change and a server that a test can stop. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  CompactSign,
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from "jose";

export interface Issuer {
  readonly url: string;
  /** How often its keys were fetched. */
  readonly asked: () => number;
  /** Signs with the newest key; what is given takes the place of a good token's claims and header. */
  token(claims?: JWTPayload, header?: Partial<JWTHeaderParameters>): Promise<string>;
  /** A good token but for one claim. */
  tokenWithout(claim: string): Promise<string>;
  /** Signs a payload as it is written. */
  signText(payload: string): Promise<string>;
  /** Replaces the key by a new one. */
  rotate(): Promise<void>;
  /** The setting by which a hub believes it. */
  readonly setting: object;
  stop(): Promise<void>;
}

export const audience = "https://hub.test";

interface Key {
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** Answers what it knows of, and tells whether it did. */
export type AnswerMore = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export async function serveIssuer(answerMore: AnswerMore = async () => false): Promise<Issuer> {
  let key = await createKey(1);
  let count = 1;
  let asked = 0;
  const server = createServer(async (request, response) => {
    if (await answerMore(request, response)) return;
    asked++;
    response.end(JSON.stringify({ keys: [{ ...(await exportJWK(key.publicKey)), kid: key.id, use: "sig" }] }));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked: () => asked,
    token: (claims, header) => sign(key, { ...goodClaims(url), ...claims }, header),
    tokenWithout: (claim) => sign(key, without(goodClaims(url), claim)),
    signText: (payload) =>
      new CompactSign(new TextEncoder().encode(payload))
        .setProtectedHeader({ alg: "ES256", kid: key.id })
        .sign(key.privateKey),
    async rotate() {
      count++;
      key = await createKey(count);
    },
    setting: { issuer: url, audience, algorithms: ["ES256"], jwks: `${url}/keys` },
    async stop() {
      if (!server.listening) return;
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}

function without(claims: JWTPayload, claim: string): JWTPayload {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => name !== claim));
}

async function createKey(number: number): Promise<Key> {
  return { id: `key-${number}`, ...(await generateKeyPair("ES256", { extractable: true })) };
}

export function goodClaims(issuer: string): JWTPayload {
  const now = Math.floor(Date.now() / 1_000);
  return { iss: issuer, aud: audience, sub: "hanako", iat: now, exp: now + 600, roles: ["auditor"] };
}

function sign(key: Key, claims: JWTPayload, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: key.id, ...header }).sign(key.privateKey);
}
