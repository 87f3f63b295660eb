/** A checkpoint: how many events there were and the head over them, signed, so that nobody can say otherwise later. */
import { type KeyObject, sign, verify } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";
import type { SigningKey } from "./signing-key.ts";

export interface Checkpoint {
  readonly size: number;
  /** Of the Merkle tree over all events. */
  readonly head: string;
  /** Hash of the last event. */
  readonly last: string;
  readonly at: string;
}

export interface Statement {
  readonly checkpoint: Checkpoint;
  /** Id of the key. */
  readonly key: string;
  /** Ed25519 over the checkpoint in canonical JSON, base64url. */
  readonly signature: string;
}

/** One line of canonical JSON. */
export function signedStatement({ size, head, last, at }: Checkpoint, key: SigningKey): string {
  const checkpoint = { size, head, last, at };
  const signature = sign(null, Buffer.from(canonicalJson(checkpoint)), key.privateKey).toString("base64url");
  return canonicalJson({ checkpoint, key: key.id, signature });
}

/** Undefined for what is no statement. */
export function readStatement(line: string): Statement | undefined {
  try {
    const { checkpoint, key, signature } = JSON.parse(line) as Statement;
    const { size, head, last, at } = checkpoint;
    const isWhole =
      Number.isSafeInteger(size) && [head, last, at, key, signature].every((each) => typeof each === "string");
    return isWhole ? { checkpoint: { size, head, last, at }, key, signature } : undefined;
  } catch {
    return undefined;
  }
}

export function isSignedBy({ checkpoint, signature }: Statement, publicKey: KeyObject): boolean {
  const { size, head, last, at } = checkpoint;
  const said = Buffer.from(canonicalJson({ size, head, last, at }));
  return verify(null, said, publicKey, Buffer.from(signature, "base64url"));
}
