/** Who asks: by the session of somebody who signed in, or by a token that this page alone remembers. */
import { language } from "./language.js";

/** @typedef {{ roles: readonly string[], department: string | null, subject: string | null }} Person */

/** How one says who one is here: `provider`, `token` or `none`. */
export const signIn = document.querySelector('meta[name="sign-in"]')?.getAttribute("content") ?? "none";

/** @type {Person | undefined} */
let person;
/** @type {Readonly<Record<string, string>>} Headers that prove it. */
let proof = {};

export function who() {
  return person;
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
  const { isSignedIn, roles, department, csrfToken } = await answer.json();
  person = isSignedIn ? { roles, department, subject: null } : undefined;
  proof = isSignedIn ? { "x-jinkatsu-csrf": csrfToken } : {};
}

/**
 * Takes a token for as long as the page stands. What it says is only believed by the hub once it is proven there.
 * @param {string} token
 * @returns {boolean} whether it has the form of one
 */
export function useToken(token) {
  const claims = claimsIn(token);
  if (claims === undefined) return false;
  const { roles, department, sub } = claims;
  person = {
    roles: Array.isArray(roles) ? roles.map(String) : [],
    department: textOf(department),
    subject: textOf(sub),
  };
  proof = { authorization: `Bearer ${token}` };
  return true;
}

/** Of a session or token that the hub believes no more. */
export function forget() {
  person = undefined;
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
