/** Decides which document a request may run, before anything of it is parsed: by its id, by its hash, or by its text. */
import { errors } from "#kit/errors.ts";
import type { DocumentMode } from "../config.ts";
import { sha256, type TrustedDocuments } from "./trusted-documents.ts";

export interface DocumentRules {
  /** `any` runs every document and knows the listed ones by id; `trusted` runs the listed ones only. */
  readonly mode: DocumentMode;
  readonly trusted: TrustedDocuments;
}

/** What a client sent, however it came: nothing of it is believed. */
export type Asked = Readonly<Record<string, unknown>>;

export type AdmitDocument = (asked: Asked) => Asked;

/** The same request with the document's text in its place. @throws HubError for a document that may not run */
export function createAdmission({ mode, trusted }: DocumentRules): AdmitDocument {
  const known = (asked: Asked, hash: string | undefined) => textIn(asked, hash) ?? listedText(asked, hash, trusted);
  return (asked) => {
    const hash = hashOf(asked["extensions"]);
    const text = known(asked, hash);
    if (mode === "trusted") {
      if (text === undefined || !trusted.has(text)) throw errors.documentNotTrusted();
      return withText(asked, text);
    }
    if (text === undefined && asked["documentId"] !== undefined) throw errors.documentUnknown();
    // A text that came by itself goes on with its hash, to be remembered by it.
    return text === undefined || text === asked["query"] ? asked : withText(asked, text);
  };
}

function textIn({ query }: Asked, hash: string | undefined): string | undefined {
  if (typeof query !== "string" || query === "") return undefined;
  if (hash !== undefined && hash !== sha256(query)) throw errors.documentHashWrong();
  return query;
}

function listedText({ documentId }: Asked, hash: string | undefined, trusted: TrustedDocuments): string | undefined {
  const id = typeof documentId === "string" ? documentId : hash;
  return id === undefined ? undefined : trusted.find(id);
}

/** Without the ids, so that no store further on is asked about them. */
function withText({ documentId: _, extensions, ...asked }: Asked, query: string): Asked {
  if (!isRecord(extensions)) return { ...asked, query };
  const { persistedQuery: __, ...others } = extensions;
  return { ...asked, query, extensions: others };
}

function hashOf(extensions: unknown): string | undefined {
  const persisted = isRecord(extensions) ? extensions["persistedQuery"] : undefined;
  if (persisted === undefined || persisted === null) return undefined;
  const { version, sha256Hash } = isRecord(persisted) ? persisted : {};
  if (version !== 1 || typeof sha256Hash !== "string") throw errors.documentHashWrong();
  return sha256Hash;
}

function isRecord(value: unknown): value is Asked {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
