/** What the log may say of an unexpected error: its kind and its place, never its message, which may quote what somebody entered. */

export interface Fault {
  readonly name: string;
  readonly code?: string;
  /** Where it happened, innermost first. */
  readonly at: readonly string[];
}

const deepest = 8;

export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const code: unknown = "code" in error ? error.code : undefined;
  return { name: error.name, ...(typeof code === "string" && { code }), at: placesOf(error) };
}

function placesOf({ stack = "" }: Error): readonly string[] {
  return stack
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^at .*:\d+:\d+\)?$/.test(line))
    .slice(0, deepest);
}
