/** Who asks: by the session of somebody who signed in, or by a token that this page alone remembers. */
import { language } from "./language.js";

/**
 * @typedef {object} Person
 * @property {readonly string[]} roles
 * @property {string | null} department
 * @property {string | null} subject tells one person from another
 * @property {string | null} name what is shown; the hub knows nobody's from a session
 */
/** @typedef {{ endsAt: number, isRenewable: boolean }} Life `endsAt` in milliseconds since 1970 */

/** How one says who one is here: `provider`, `token` or `none`. */
export const signIn = document.querySelector('meta[name="sign-in"]')?.getAttribute("content") ?? "none";

/** @type {Person | undefined} */
let person;
/** @type {Readonly<Record<string, string>>} Headers that prove it. */
let proof = {};
/** @type {Life | undefined} */
let life;
/** @type {string | null} Also when their session is over. */
let lastSubject = null;

export function who() {
  return person;
}

/** How long it holds that it is they. */
export function lifeOfSession() {
  return life;
}

/** Of who is signed in, or was until just now. */
export function subjectHere() {
  return person?.subject ?? lastSubject;
}

export function isAuditor() {
  return person?.roles.includes("auditor") ?? false;
}

/** The department that the person may answer for. */
export function ownDepartment() {
  const isOfDepartment = person?.roles.some((role) => role === "member" || role === "approver");
  return isOfDepartment ? (person?.department ?? undefined) : undefined;
}

export function proofHeaders() {
  return { "accept-language": language(), ...proof };
}

/** Asks the hub whose session this is; without sign-in there is none. */
export async function readSession() {
  if (signIn !== "provider") return;
  const answer = await fetch("/session", { headers: { "accept-language": language() } });
  takeSession(await answer.json());
}

/** @param {{ isSignedIn: boolean, roles: readonly string[], department: string | null, subject: string | null, csrfToken: string, endsAt: string, isRenewable: boolean }} told */
function takeSession({ isSignedIn, roles, department, subject, csrfToken, endsAt, isRenewable }) {
  if (!isSignedIn) return forget();
  person = { roles, department, subject, name: null };
  proof = { "x-jinkatsu-csrf": csrfToken };
  life = { endsAt: Date.parse(endsAt), isRenewable };
}

/** Has the hub ask the provider for a longer session. @returns {Promise<boolean>} whether it is longer now */
export async function renewSession() {
  const before = life?.endsAt ?? 0;
  // Another page of this browser may have done so meanwhile; what it was done with is good once.
  await readSession();
  if ((life?.endsAt ?? 0) > before) return true;
  if (!life?.isRenewable) return false;
  await fetch("/session/renew", { method: "POST", headers: proofHeaders() });
  await readSession();
  return (life?.endsAt ?? 0) > before;
}

/**
 * Takes a token for as long as the page stands. What it says is only believed by the hub once it is proven there.
 * @param {string} token
 * @returns {boolean} whether it has the form of one
 */
export function useToken(token) {
  const claims = claimsIn(token);
  if (claims === undefined) return false;
  const { roles, department, sub, exp } = claims;
  person = {
    roles: Array.isArray(roles) ? roles.map(String) : [],
    department: textOf(department),
    subject: textOf(sub),
    name: textOf(sub),
  };
  life = typeof exp === "number" ? { endsAt: exp * 1_000, isRenewable: false } : undefined;
  proof = { authorization: `Bearer ${token}` };
  return true;
}

/** Of a session or token that the hub believes no more. */
export function forget() {
  lastSubject = person?.subject ?? lastSubject;
  person = undefined;
  life = undefined;
  proof = {};
}

/** Ends the session, or forgets the token. @returns {Promise<string | undefined>} where the provider ends its own session */
export async function signOut() {
  const answer =
    signIn === "provider" ? await fetch("/session/logout", { method: "POST", headers: proofHeaders() }) : undefined;
  forget();
  const { continueAt } = (await answer?.json()) ?? {};
  return textOf(continueAt) ?? undefined;
}

/** @param {unknown} value */
function textOf(value) {
  return typeof value === "string" ? value : null;
}

/**
 * @param {string} token
 * @returns {Readonly<Record<string, unknown>> | undefined}
 */
function claimsIn(token) {
  try {
    const part = token.split(".")[1] ?? "";
    const bytes = Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === "object" && claims !== null ? claims : undefined;
  } catch {
    return undefined;
  }
}
