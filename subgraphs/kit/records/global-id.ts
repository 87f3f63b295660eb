/** Global ids: opaque to the reader, made from the type and the department's own code so that they never change. */

export interface RecordKey {
  readonly typeName: string;
  readonly code: string;
}

export function encodeGlobalId({ typeName, code }: RecordKey): string {
  return Buffer.from(`${typeName}:${code}`, "utf8").toString("base64url");
}

/** Undefined where the text is no id of ours. */
export function decodeGlobalId(id: string): RecordKey | undefined {
  const text = Buffer.from(id, "base64url").toString("utf8");
  const [, typeName, code] = /^([A-Za-z_][A-Za-z0-9_]*):(.+)$/su.exec(text) ?? [];
  if (typeName === undefined || code === undefined) return undefined;
  const key = { typeName, code };
  // Base64 has more than one spelling of the same bytes; an id has one.
  return encodeGlobalId(key) === id ? key : undefined;
}
