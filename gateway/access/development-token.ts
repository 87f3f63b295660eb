/** Issues a token of the local development key. */
import { randomUUID } from "node:crypto";
import { importJWK, SignJWT } from "jose";
import { errors } from "#kit/errors.ts";
import type { TokenRole } from "#kit/identity/identity.ts";
import type { Settings } from "#kit/settings.ts";
import { developmentAlgorithm, developmentAudience, developmentIssuer, holdDevelopmentKey } from "./development-key.ts";

export interface WantedToken {
  readonly roles: readonly TokenRole[];
  readonly department?: string | undefined;
  readonly scopes?: readonly string[];
  /** In seconds. */
  readonly holdsFor: number;
  readonly subject: string;
}

/** @throws HubError DEVELOPMENT_TOKENS_CLOSED, DEPARTMENT_MISSING or DEVELOPMENT_KEY_UNUSABLE */
export async function issueDevelopmentToken(wanted: WantedToken, settings: TokenSettings): Promise<string> {
  const { roles, department, scopes = [], holdsFor, subject } = wanted;
  if (settings.mode === "production") throw errors.developmentTokensClosed();
  const isMember = roles.includes("member") || roles.includes("approver");
  if (isMember !== (department !== undefined)) throw errors.departmentMissing();
  const key = await importJWK(await holdDevelopmentKey(settings.dataFolder), developmentAlgorithm);
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({ roles: [...roles], ...(department && { department }), scope: scopes.join(" ") })
    .setProtectedHeader({ alg: developmentAlgorithm, typ: "JWT" })
    .setIssuer(developmentIssuer)
    .setAudience(developmentAudience)
    .setSubject(subject)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + holdsFor)
    .sign(key);
}

type TokenSettings = Pick<Settings, "mode" | "dataFolder">;
