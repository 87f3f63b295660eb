/** Who reads the answer to a request, and in which language. */
import type { IncomingMessage } from "node:http";
import { languageOf, type Reader } from "#kit/server/tell-reader.ts";
import type { Settings } from "#kit/settings.ts";

export function readerOf({ headers }: IncomingMessage, requestId: string, { mode }: Settings): Reader {
  return { language: languageOf(headers), requestId, seesSchema: mode === "development" };
}
