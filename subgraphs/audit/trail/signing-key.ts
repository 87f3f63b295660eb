/** The key that checkpoints are signed with: made at the first start, readable by its user alone, never in the database. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { errors } from "#kit/errors.ts";
import { createPrivateFolder, writePrivateOnce } from "#kit/private-files.ts";

export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export interface KeyHolder {
  /** Undefined where there is none, or none any more. @throws HubError AUDIT_KEY_UNUSABLE where others can read it, or it is no such key */
  find(): SigningKey | undefined;
  /** Makes one where there is none. @throws HubError AUDIT_KEY_UNUSABLE */
  create(): SigningKey;
}

/** A key that was read once is held, whatever becomes of its file. */
export function holdSigningKey(dataFolder: string): KeyHolder {
  const file = path.join(dataFolder, "audit-signing-key.pem");
  let held: SigningKey | undefined;
  const find = () => {
    held ??= readKey(file);
    return held;
  };
  return {
    find,
    create() {
      const known = find();
      if (known !== undefined) return known;
      writeKey(file);
      return find() ?? raise(file);
    },
  };
}

/** Names a key by what it is. */
export function keyIdOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(der).digest("hex").slice(0, 16);
}

/** Whole or not there, and where another process was first, its key. */
function writeKey(file: string): void {
  const { privateKey } = generateKeyPairSync("ed25519");
  createPrivateFolder(path.dirname(file));
  try {
    writePrivateOnce(file, privateKey.export({ type: "pkcs8", format: "pem" }));
  } catch (error) {
    throw Object.assign(errors.auditKeyUnusable(file), { cause: error });
  }
}

function readKey(file: string): SigningKey | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  // Windows knows no such bits.
  if (process.platform !== "win32" && (found.mode & 0o077) !== 0) throw errors.auditKeyUnusable(file);
  try {
    const privateKey = createPrivateKey(readFileSync(file));
    const publicKey = createPublicKey(privateKey);
    return { id: keyIdOf(publicKey), privateKey, publicKey };
  } catch (error) {
    throw Object.assign(errors.auditKeyUnusable(file), { cause: error });
  }
}

function raise(file: string): never {
  throw errors.auditKeyUnusable(file);
}
