/** Writes an answer in parts as fast as its client takes them: the next is asked for when the one before is on its way. */
import type { ServerResponse } from "node:http";
import { measureUnread } from "./connection-limits.ts";

/** False where the client left; what was to come is then not asked for any more. */
export async function writeAll(response: ServerResponse, parts: AsyncIterable<string | Buffer>): Promise<boolean> {
  for await (const part of parts) {
    if (!(await writePart(response, part))) return false;
  }
  return !response.destroyed;
}

async function writePart(response: ServerResponse, part: string | Buffer): Promise<boolean> {
  if (response.destroyed) return false;
  if (response.write(part)) return true;
  measureUnread(response.req);
  await takenOrGone(response);
  return !response.destroyed;
}

/** Says nothing of which it was. */
function takenOrGone(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      response.off("drain", settle).off("close", settle);
      resolve();
    };
    response.once("drain", settle).once("close", settle);
    if (response.destroyed) settle();
  });
}
