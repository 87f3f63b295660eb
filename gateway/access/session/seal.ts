/** Seals what a cookie carries, so that its bearer can neither read nor change it, and every process of the hub can open it. */
import { hkdfSync } from "node:crypto";
import { EncryptJWT, type JWTPayload, jwtDecrypt } from "jose";

export interface Seal {
  /** `until` is in seconds since 1970. */
  close(content: JWTPayload, until: number): Promise<string>;
  /** Undefined for what was not sealed for this purpose, is not whole, or is over. */
  open(sealed: string): Promise<JWTPayload | undefined>;
}

/** What is sealed for one purpose opens for no other. */
export function createSeal(secret: string, purpose: string): Seal {
  const key = new Uint8Array(hkdfSync("sha256", secret, "jinkatsu", purpose, 32));
  return {
    close: (content, until) =>
      new EncryptJWT(content).setProtectedHeader({ alg: "dir", enc: "A256GCM" }).setExpirationTime(until).encrypt(key),
    async open(sealed) {
      try {
        const options = { keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"] };
        return (await jwtDecrypt(sealed, key, options)).payload;
      } catch {
        return undefined;
      }
    },
  };
}
