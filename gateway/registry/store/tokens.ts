/** Tokens by which a department's pipelines publish: only their hashes are kept, and each says what it may do and until when. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { EntityManager } from "typeorm";
import type { Database } from "#kit/database/open.ts";
import { type TokenRow, tokenTable } from "./tables.ts";

export const scopes = ["read", "check", "publish", "approve", "deputise"] as const;

export type Scope = (typeof scopes)[number];

export interface Issue {
  readonly department: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date;
}

export interface Issued {
  /** Shown once. */
  readonly token: string;
  readonly row: TokenRow;
}

/** By which a token of the registry is told from others. */
export const tokenPrefix = "jkr_";

export async function issueToken(database: Database, issue: Issue): Promise<Issued> {
  const { row, token } = newToken(issue);
  await database.transaction((manager) => manager.insert(tokenTable.entity, row));
  return { row, token };
}

function newToken({ department, label, scopes: allowed, expiresAt }: Issue): Issued {
  const id = randomBytes(8).toString("hex");
  const secret = randomBytes(32).toString("base64url");
  const row: TokenRow = {
    id,
    department,
    label,
    scopes: allowed,
    secretHash: hashOf(secret),
    at: new Date().toISOString(),
    expiresAt: expiresAt.toISOString(),
    revokedAt: null,
  };
  return { row, token: `${tokenPrefix}${id}_${secret}` };
}

/** A secret of 256 random bits needs no slow hash: nobody can try them all. */
function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** A new token with the same rights; the old one holds until the overlap ends. Undefined where it is not known or holds no more. */
export async function rotateToken(
  database: Database,
  id: string,
  { expiresAt, overlapEnds }: { readonly expiresAt: Date; readonly overlapEnds: Date },
): Promise<Issued | undefined> {
  return database.transaction(async (manager) => {
    const old = await manager.findOneBy(tokenTable.entity, { id });
    if (!old || !holds(old)) return undefined;
    const { department, label } = old;
    const issued = newToken({ department, label, scopes: scopesOf(old), expiresAt });
    const ends = overlapEnds.toISOString();
    await manager.update(tokenTable.entity, { id }, { expiresAt: ends < old.expiresAt ? ends : old.expiresAt });
    await manager.insert(tokenTable.entity, issued.row);
    return issued;
  });
}

/** False where there is none. It holds no more from the next request on. */
export async function revokeToken(database: Database, id: string): Promise<boolean> {
  return database.transaction(async (manager) => {
    const known = await manager.existsBy(tokenTable.entity, { id });
    if (known) await manager.update(tokenTable.entity, { id }, { revokedAt: new Date().toISOString() });
    return known;
  });
}

export function listTokens(manager: EntityManager, department: string | undefined): Promise<readonly TokenRow[]> {
  return manager.find(tokenTable.entity, {
    ...(department === undefined ? {} : { where: { department } }),
    order: { department: "ASC", at: "ASC" },
  });
}

/** The row of a token that holds now; undefined for every other. */
export async function findToken(manager: EntityManager, token: string): Promise<TokenRow | undefined> {
  const [, id, secret] = /^jkr_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  const row = await manager.findOneBy(tokenTable.entity, { id });
  if (!row || !timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(row.secretHash))) return undefined;
  return holds(row) ? row : undefined;
}

function holds({ revokedAt, expiresAt }: TokenRow): boolean {
  return revokedAt === null && Date.parse(expiresAt) > Date.now();
}

export function scopesOf(row: TokenRow): readonly Scope[] {
  return scopes.filter((scope) => row.scopes.includes(scope));
}
