/** Reads of an answer what was told of a change: there is always something told. */
import type { HttpAnswer } from "../../support/ask.ts";
import { Contradiction, must } from "./contradiction.ts";
import type { Outcome, Told } from "./outcome.ts";
import type { World } from "./world.ts";

/** Codes that say that nothing was changed, for a reason that passes. */
export const notMadeCodes: ReadonlySet<string> = new Set([
  "AUDIT_TRAIL_NOT_WRITABLE",
  "CHANGE_NOT_MADE",
  "DATABASE_BUSY",
  "DATABASE_FAULT",
  "DATABASE_FULL",
  "DATABASE_READ_ONLY",
]);

/** What happened to the hub while it was asked. */
export type Trouble = "none" | "full" | "killed";

export function troubleIn({ disk }: World): Trouble {
  return disk.isFull ? "full" : "none";
}

/** Whoever hears nothing knows nothing. */
export async function told(asking: Promise<Outcome>): Promise<Outcome> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof Contradiction) throw error;
    return { kind: "unknown", code: error instanceof Error && "code" in error ? String(error.code) : String(error) };
  }
}

/** `read` is given the result of a mutation that answered. @throws Contradiction where nothing is told */
// biome-ignore lint/suspicious/noExplicitAny: who asks knows what was asked for.
export function outcomeOf(answer: HttpAnswer, read: (result: any) => Told | undefined): Outcome {
  const code: string | undefined = answer.errors?.[0]?.extensions?.code;
  const result = answer.data?.result;
  const said = result === undefined || result === null ? undefined : read(result);
  if (said) return said;
  must(code !== undefined, "an answer that says what became of the change", answer);
  if (code === "SAVED_NOT_SHOWN" || code === "AUDIT_TRAIL_NOT_WITNESSED") return { kind: "saved", code };
  return { kind: notMadeCodes.has(code) ? "notMade" : "unknown", code };
}

/** Where nothing was wrong, a change is made or refused for what it asks. @throws Contradiction */
export function requireAllowed(outcome: Outcome, trouble: Trouble): void {
  const isAnswered = outcome.kind === "made" || outcome.kind === "refused";
  const isAllowed = {
    none: isAnswered,
    full: isAnswered || outcome.kind === "notMade" || outcome.kind === "saved",
    killed: true,
  };
  must(isAllowed[trouble], `an answer that fits (trouble: ${trouble})`, outcome);
}

export function wordOf(outcome: Outcome): string {
  return outcome.kind === "made" ? "made" : `${outcome.kind} ${outcome.kind === "unknown" ? "" : outcome.code}`.trim();
}
