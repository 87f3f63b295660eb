/** The key that checkpoints are signed with: made at the first start, readable by its user alone, never in the database. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { errors } from "#kit/errors.ts";

export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** @throws HubError AUDIT_KEY_UNUSABLE where others can read it, or it is no such key */
export function holdSigningKey(dataFolder: string): SigningKey {
  const file = path.join(dataFolder, "audit-signing-key.pem");
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) writeKey(file);
  // Windows knows no such bits.
  else if (process.platform !== "win32" && (found.mode & 0o077) !== 0) throw errors.auditKeyUnusable(file);
  const privateKey = readKey(file);
  const publicKey = createPublicKey(privateKey);
  return { id: keyIdOf(publicKey), privateKey, publicKey };
}

/** Names a key by what it is. */
export function keyIdOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(der).digest("hex").slice(0, 16);
}

function writeKey(file: string): void {
  const { privateKey } = generateKeyPairSync("ed25519");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
}

function readKey(file: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(file));
  } catch (error) {
    throw Object.assign(errors.auditKeyUnusable(file), { cause: error });
  }
}
