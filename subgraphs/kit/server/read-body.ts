/** Reads the body of a request as text. */
import type { IncomingMessage } from "node:http";
import { createBodyAccount } from "./connections/connection-limits.ts";

export const tooLarge = Symbol("a body over the limit");

/**
 * At most `limit` bytes; what comes after them stays unread, so that there is still somebody to refuse it to. By events, since a body is one
 * piece nearly always, and iterating costs as much as parsing it. Rejects where the request breaks off; it is broken off where clients
 * together keep too much waiting for its rest.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<string | typeof tooLarge> {
  const { promise, resolve, reject } = Promise.withResolvers<string | typeof tooLarge>();
  const chunks: Buffer[] = [];
  const whole = Number(request.headers["content-length"]);
  let size = 0;
  let hold: ReturnType<typeof createBodyAccount> | undefined;
  const take = (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) {
      chunks.push(chunk);
      // Most bodies are complete with their first piece.
      if (size === whole) return;
      hold ??= createBodyAccount(request);
      if (!hold(chunk.length)) request.destroy();
      return;
    }
    request.off("data", take).pause();
    resolve(tooLarge);
  };
  request.on("data", take);
  request.once("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
  request.once("error", reject);
  const brokenOff = () => reject(new Error("The request was closed before its body was complete"));
  // Comes last of all, and says something new only where nothing else did.
  request.once("close", brokenOff);
  if (request.destroyed) brokenOff();
  return promise;
}
