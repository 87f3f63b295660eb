/** The local key that development tokens are signed with: made on this machine, and good for nothing in production. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import { errors } from "#kit/errors.ts";
import { createPrivateFolder, writePrivateOnce } from "#kit/private-files.ts";

export const developmentIssuer = "jinkatsu-development";
export const developmentAudience = "jinkatsu";
export const developmentAlgorithm = "EdDSA";

/** Undefined where none was made yet. @throws HubError DEVELOPMENT_KEY_UNUSABLE where others can read it */
export function readDevelopmentKey(dataFolder: string): JWK | undefined {
  const file = fileIn(dataFolder);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  // Windows knows no such bits.
  if (process.platform !== "win32" && (found.mode & 0o077) !== 0) throw errors.developmentKeyUnusable(file);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw errors.developmentKeyUnusable(file);
  }
}

/** The key, made where there is none. */
export async function holdDevelopmentKey(dataFolder: string): Promise<JWK> {
  const known = readDevelopmentKey(dataFolder);
  if (known !== undefined) return known;
  const { privateKey } = await generateKeyPair(developmentAlgorithm, { crv: "Ed25519", extractable: true });
  const key = await exportJWK(privateKey);
  createPrivateFolder(dataFolder);
  writePrivateOnce(fileIn(dataFolder), JSON.stringify(key));
  // Another process may have made one meanwhile.
  return readDevelopmentKey(dataFolder) ?? key;
}

export function publicPartOf({ d: _, ...rest }: JWK): JWK {
  return rest;
}

function fileIn(dataFolder: string): string {
  return path.join(dataFolder, "development-key.json");
}
