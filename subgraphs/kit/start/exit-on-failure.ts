/** A start that fails says why in one line and ends the process with 3: it could not run; or with 2: it was asked wrongly. */
import { errors, HubError } from "../errors.ts";
import { toVisibleLines } from "../text/visible-signs.ts";

export async function exitOnFailure(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    process.stderr.write(`${toVisibleLines(lineOf(error))}\n`);
    process.exit(error instanceof HubError && error.code === errors.argumentsInvalid.code ? 2 : 3);
  }
}

/** One line for an error that we know; anything else is a fault of the program and shows where it happened. */
function lineOf(error: unknown): string {
  if (error instanceof HubError) return `${error.code}: ${error.text.ja} / ${error.text.en}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
