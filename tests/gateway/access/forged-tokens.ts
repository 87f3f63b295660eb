/** Tokens as those make them who have none: for the specification of access, and for what a bystander feels meanwhile. */
import { createHmac } from "node:crypto";
import { exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from "jose";
import { goodClaims, type Issuer } from "../../support/serve-issuer.ts";

const past = () => Math.floor(Date.now() / 1_000) - 100;
const future = () => Math.floor(Date.now() / 1_000) + 100;
const tenYears = () => ({ iat: past() - 2 * 86_400, exp: future() + 10 * 365 * 86_400 });
const part = (value: object | string) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

type Forge = (issuer: Issuer) => Promise<string> | string;

/** What each is, what it is refused with, and how it is made. */
export const forgedTokens: readonly (readonly [string, string, Forge])[] = [
  ["has expired", "TOKEN_EXPIRED", (issuer) => issuer.token({ exp: past() })],
  ["does not begin yet", "TOKEN_INVALID", (issuer) => issuer.token({ nbf: future() })],
  ["was issued in the future", "TOKEN_INVALID", (issuer) => issuer.token({ iat: future() })],
  ["never expires", "TOKEN_INVALID", (issuer) => issuer.tokenWithout("exp")],
  ["expires in words", "TOKEN_INVALID", (issuer) => issuer.token({ exp: "never" as never })],
  ["has no time of issue", "TOKEN_INVALID", (issuer) => issuer.tokenWithout("iat")],
  ["has no subject", "TOKEN_INVALID", (issuer) => issuer.tokenWithout("sub")],
  ["has a list of subjects", "TOKEN_INVALID", (issuer) => issuer.token({ sub: ["a", "b"] as never })],
  ["is for another audience", "TOKEN_INVALID", (issuer) => issuer.token({ aud: "https://other.test" })],
  ["has no audience", "TOKEN_INVALID", (issuer) => issuer.tokenWithout("aud")],
  ["is of another issuer", "TOKEN_INVALID", (issuer) => issuer.token({ iss: "https://evil.test" })],
  ["is of an issuer that is much like ours", "TOKEN_INVALID", (issuer) => issuer.token({ iss: `${issuer.url}/` })],
  ["is of development", "TOKEN_INVALID", (issuer) => issuer.token({ iss: "jinkatsu-development", aud: "jinkatsu" })],
  ["has no role", "TOKEN_WITHOUT_ROLE", (issuer) => issuer.token({ roles: undefined })],
  [
    "has a role in other letters",
    "TOKEN_WITHOUT_ROLE",
    (issuer) => issuer.token({ roles: ["Auditor", "ａｕｄｉｔｏｒ"] }),
  ],
  ["has a role that looks like ours", "TOKEN_WITHOUT_ROLE", (issuer) => issuer.token({ roles: ["\u0430uditor"] })],
  ["has a role of an object's", "TOKEN_WITHOUT_ROLE", (issuer) => issuer.token({ roles: { auditor: true } })],
  ["has a role that its issuer may not give", "TOKEN_WITHOUT_ROLE", (issuer) => issuer.token({ roles: ["operator"] })],
  ["has the role of everybody", "TOKEN_WITHOUT_ROLE", (issuer) => issuer.token({ roles: ["public"] })],
  ["is a member's of no department", "TOKEN_WITHOUT_ROLE", (issuer) => issuer.token({ roles: ["member"] })],
  [
    "is a member's of two departments",
    "TOKEN_WITHOUT_ROLE",
    (issuer) => issuer.token({ roles: ["member"], department: ["welfare", "industry"] }),
  ],
  ["says who signed in, by a nonce", "TOKEN_INVALID", (issuer) => issuer.token({ nonce: "n" })],
  ["says who signed in, by a hash of another token", "TOKEN_INVALID", (issuer) => issuer.token({ at_hash: "h" })],
  ["says who signed in, as Keycloak says it", "TOKEN_INVALID", (issuer) => issuer.token({ typ: "ID" })],
  ["says who signed in, as Cognito says it", "TOKEN_INVALID", (issuer) => issuer.token({ token_use: "id" })],
  ["is for getting others", "TOKEN_INVALID", (issuer) => issuer.token({ typ: "Refresh" })],
  ["is of another type", "TOKEN_INVALID", (issuer) => issuer.token({}, { typ: "logout+jwt" })],
  ["ends in ten years and was issued the day before yesterday", "TOKEN_EXPIRED", (issuer) => issuer.token(tenYears())],
  ["is critical to understand", "TOKEN_INVALID", (issuer) => issuer.token({}, { crit: ["b64"], b64: true })],
  ["names a key that is not there", "TOKEN_INVALID", (issuer) => issuer.token({}, { kid: "../../etc/passwd" })],
  ["is unsigned", "TOKEN_INVALID", (issuer) => `${new UnsecuredJWT(goodClaims(issuer.url)).encode()}x`],
  [
    "is unsigned and has an empty signature",
    "TOKEN_INVALID",
    (issuer) => new UnsecuredJWT(goodClaims(issuer.url)).encode(),
  ],
  ["says that it needs no signature", "TOKEN_INVALID", (issuer) => withHeader(issuer, { alg: "NoNe" })],
  ["is signed with the public key as a secret", "TOKEN_INVALID", signedWithPublicKey],
  ["is signed with another key", "TOKEN_INVALID", (issuer) => signedByAnother(issuer, { alg: "ES256", kid: "key-1" })],
  ["brings its own key", "TOKEN_INVALID", signedWithOwnKey],
  ["is changed after signing", "TOKEN_INVALID", changed],
  ["is cut", "TOKEN_INVALID", async (issuer) => (await issuer.token()).slice(0, -10)],
  ["says its role twice", "TOKEN_INVALID", (issuer) => signedText(issuer, '{"roles":["auditor"],"roles":["portal"],')],
  [
    "says its role twice in disguise",
    "TOKEN_INVALID",
    (issuer) => signedText(issuer, '{"roles":["auditor"],"r\\u006fles":["portal"],'),
  ],
  ["is no JSON", "TOKEN_INVALID", () => `${part("{")}.${part("{")}.${part("x")}`],
  ["is a list", "TOKEN_INVALID", () => `${part({ alg: "ES256" })}.${part("[1]")}.${part("x")}`],
  ["is huge", "TOKEN_INVALID", (issuer) => issuer.token({ padding: "x".repeat(9_000) })],
  ["is encrypted", "TOKEN_INVALID", () => "a.b.c.d.e"],
  ["is empty", "TOKEN_INVALID", () => ""],
];

async function withHeader(issuer: Issuer, header: object): Promise<string> {
  const [, payload, signature] = (await issuer.token()).split(".");
  return [part(header), payload, signature].join(".");
}

async function changed(issuer: Issuer): Promise<string> {
  const [header, , signature] = (await issuer.token()).split(".");
  return [header, part({ ...goodClaims(issuer.url), roles: ["approver"], department: "welfare" }), signature].join(".");
}

async function signedByAnother(issuer: Issuer, header: { alg: string; kid?: string }): Promise<string> {
  const { privateKey } = await generateKeyPair("ES256");
  return new SignJWT(goodClaims(issuer.url)).setProtectedHeader(header).sign(privateKey);
}

async function signedWithOwnKey(issuer: Issuer): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const header = { alg: "ES256", jwk: await exportJWK(publicKey) };
  return new SignJWT(goodClaims(issuer.url)).setProtectedHeader(header).sign(privateKey);
}

/** What a library falls for that takes the algorithm from the token. */
async function signedWithPublicKey(issuer: Issuer): Promise<string> {
  const response = await fetch(`${issuer.url}/keys`);
  const { keys } = (await response.json()) as { keys: [object] };
  const secret = await exportSPKI((await importJWK({ ...keys[0], ext: true }, "ES256")) as never);
  const signed = `${part({ alg: "HS256", kid: "key-1" })}.${part(goodClaims(issuer.url))}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

/** Rightly signed, over a text that no JSON writer makes. */
export async function signedText(issuer: Issuer, beginning: string): Promise<string> {
  const { roles: _, ...claims } = goodClaims(issuer.url);
  return issuer.signText(beginning + JSON.stringify(claims).slice(1));
}
