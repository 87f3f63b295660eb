/** The trusted documents as they stand in their files now: read at the start, and again whenever one of the files has changed. */
import { errors } from "#kit/errors.ts";
import { faultOf } from "#kit/log/fault.ts";
import type { Log } from "#kit/log/log.ts";
import type { Config } from "../config.ts";
import type { DocumentRules } from "./admit-document.ts";
import { filesAt, readDocuments } from "./read-trusted-documents.ts";
import { createTrustedDocuments, type TrustedDocuments } from "./trusted-documents.ts";

/** How often the files are looked at, in milliseconds: what is mounted from elsewhere tells of no change. */
const interval = 1_000;

interface Options {
  readonly config: Pick<Config, "documents" | "trustedDocuments">;
  readonly log: Log;
  /** Ends the looking. */
  readonly signal: AbortSignal;
  readonly onChange: (documents: TrustedDocuments) => void;
}

/**
 * Files that cannot be read later leave what was read before, and are logged.
 * @throws HubError TRUSTED_DOCUMENTS_UNREADABLE, or TRUSTED_DOCUMENTS_MISSING where only trusted documents may run and there are none
 */
export function followTrustedDocuments({ config, log, signal, onChange }: Options): DocumentRules {
  const { documents: mode, trustedDocuments: place } = config;
  const read = () => {
    const documents = createTrustedDocuments(readDocuments(place, errors.trustedDocumentsUnreadable));
    if (mode === "trusted" && documents.size === 0) throw errors.trustedDocumentsMissing(place);
    return documents;
  };
  let seen = signatureOf(place);
  let current = read();
  const look = () => {
    const signature = signatureOf(place);
    if (signature === seen) return;
    seen = signature;
    try {
      current = read();
      log.info({ documents: current.size }, "trusted documents read again");
      onChange(current);
    } catch (error) {
      log.error({ fault: faultOf(error) }, "trusted documents not read again; those of before stay");
    }
  };
  const timer = setInterval(look, interval).unref();
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  return {
    mode,
    trusted: {
      get size() {
        return current.size;
      },
      find: (id) => current.find(id),
      has: (text) => current.has(text),
      all: () => current.all(),
    },
  };
}

/** Changes with every file that is added, written or taken away. */
function signatureOf(place: string): string {
  try {
    const files = filesAt(place);
    return files.map(({ name, stats: { ino, size, mtimeMs } }) => [name, ino, size, mtimeMs].join(" ")).join("\n");
  } catch (error) {
    // Reading says what is wrong with it.
    return String(error);
  }
}
