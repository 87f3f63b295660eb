/** Tokens by which a department's pipelines publish: only their hashes are kept, and each says what it may do and until when. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { type EntityManager, IsNull } from "typeorm";
import type { IdempotentRequest } from "#kit/changes/idempotent-request.ts";
import { runOnce } from "#kit/changes/run-once.ts";
import type { Database } from "#kit/database/open.ts";
import { registryErrors } from "../errors.ts";
import { type TokenRow, tokenTable } from "./tables.ts";
import { takeTurn } from "./versions.ts";

export const scopes = ["read", "check", "publish", "approve", "deputise"] as const;

export type Scope = (typeof scopes)[number];

/** What changes something; what only reads or checks needs nobody who answers for it. */
const changing: readonly Scope[] = ["publish", "approve", "deputise"];
const deciding: readonly Scope[] = ["approve", "deputise"];

export interface Issue {
  /** Hash of the person who answers for it, as identities have it. */
  readonly responsible: string | undefined;
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

/** @throws HubError TOKEN_SCOPES_APART, TOKEN_RESPONSIBLE_MISSING, or TOKEN_SHOWN_ALREADY where it is sent again by its key */
export async function issueToken(database: Database, issue: Issue, request?: IdempotentRequest): Promise<Issued> {
  const { scopes: wanted, responsible } = issue;
  if (wanted.includes("publish") && hasAny(wanted, deciding)) throw registryErrors.tokenScopesApart();
  if (responsible === undefined && hasAny(wanted, changing)) throw registryErrors.tokenResponsibleMissing();
  const { row, token } = newToken(issue);
  await database.transaction(async (manager) => {
    await requireFirst(manager, request, row.id);
    await manager.insert(tokenTable.entity, row);
  });
  return { row, token };
}

/** Nothing is kept that could be shown a second time, so that a repetition is told what there is, and makes nothing. */
async function requireFirst(manager: EntityManager, request: IdempotentRequest | undefined, id: string): Promise<void> {
  await takeTurn(manager);
  const first = await runOnce(manager, request, async () => ({ id }));
  if (first.id !== id) throw registryErrors.tokenShownAlready(first.id);
}

function hasAny(wanted: readonly Scope[], some: readonly Scope[]): boolean {
  return wanted.some((scope) => some.includes(scope));
}

function newToken({ department, label, scopes: allowed, responsible, expiresAt }: Issue, lineage?: string): Issued {
  const id = randomBytes(8).toString("hex");
  const secret = randomBytes(32).toString("base64url");
  const row: TokenRow = {
    id,
    lineage: lineage ?? id,
    responsible: responsible ?? null,
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

interface Rotation {
  readonly expiresAt: Date;
  readonly overlapEnds: Date;
  /** Who answers for the new one; undefined for whoever answered for the old one. */
  readonly responsible?: string | undefined;
  readonly request?: IdempotentRequest | undefined;
}

/** A new token of the same lineage with the same rights; the old one holds until the overlap ends. Undefined where it is not known or holds no more. */
export async function rotateToken(
  database: Database,
  id: string,
  { expiresAt, overlapEnds, responsible, request }: Rotation,
): Promise<Issued | undefined> {
  return database.transaction(async (manager) => {
    const found = await manager.findOneBy(tokenTable.entity, { id });
    if (!found || !holds(found)) return undefined;
    const old = { ...found, responsible: responsible ?? found.responsible };
    const { department, label } = old;
    const issue = { department, label, scopes: scopesOf(old), responsible: old.responsible ?? undefined, expiresAt };
    const issued = newToken(issue, lineageOf(old));
    await requireFirst(manager, request, issued.row.id);
    const ends = overlapEnds.toISOString();
    await manager.update(tokenTable.entity, { id }, { expiresAt: ends < old.expiresAt ? ends : old.expiresAt });
    await manager.insert(tokenTable.entity, issued.row);
    return issued;
  });
}

export function lineageOf({ id, lineage }: TokenRow): string {
  return lineage ?? id;
}

/** Whoever answers for a token of the lineage, or did. */
export async function findResponsible(manager: EntityManager, lineage: string): Promise<readonly string[]> {
  const rows = await manager.find(tokenTable.entity, { where: [{ lineage }, { id: lineage }] });
  return rows.flatMap(({ responsible }) => responsible ?? []);
}

/** False where there is none. It holds no more from the next request on. */
export async function revokeToken(database: Database, id: string): Promise<boolean> {
  return database.transaction(async (manager) => {
    const known = await manager.existsBy(tokenTable.entity, { id });
    // Revoked again, it holds no more since the first time.
    if (known)
      await manager.update(tokenTable.entity, { id, revokedAt: IsNull() }, { revokedAt: new Date().toISOString() });
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

/** No token holds longer, whatever its row says; in milliseconds. */
export const longestTokenTime = 366 * 24 * 3_600_000;

function holds({ revokedAt, at, expiresAt }: TokenRow): boolean {
  const ends = Math.min(Date.parse(expiresAt), Date.parse(at) + longestTokenTime);
  return revokedAt === null && ends > Date.now();
}

/** What a token may do: it never both publishes and decides, and decides only where somebody answers for it. */
export function scopesOf({ scopes: given, responsible }: TokenRow): readonly Scope[] {
  const mayDecide = responsible !== null && !given.includes("publish");
  return scopes.filter((scope) => given.includes(scope) && (mayDecide || !deciding.includes(scope)));
}
