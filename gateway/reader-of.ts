/** Who reads the answer to a request, and in which language. */
import type { IncomingMessage } from "node:http";
import { languageOf, type Reader } from "#kit/server/tell-reader.ts";
import type { Settings } from "#kit/settings.ts";
import { knownCaller } from "./access/known-caller.ts";
import { seesSchema } from "./access/sees-schema.ts";

export function readerOf(request: IncomingMessage, requestId: string, { mode }: Settings): Reader {
  return {
    language: languageOf(request.headers),
    requestId,
    // Asked when an error is worded: a request is begun before it is known who it comes from.
    get seesSchema() {
      return seesSchema(mode, knownCaller(request));
    },
  };
}
