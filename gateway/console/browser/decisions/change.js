/** Sends a change of a decision, and says what keeps it from being made. */
import { ask } from "../ask.js";
import { plain } from "../language.js";

/** @import { Change } from "../answers.d.ts" */
/** @import { FieldError } from "../parts/form.js" */

/**
 * @param {Change} name
 * @param {Readonly<Record<string, unknown>>} variables
 * @param {(decision: string) => unknown} changed told which decision has changed
 * @param {string} [field] what a problem is shown at
 * @returns {Promise<readonly FieldError[]>}
 */
export async function change(name, variables, changed, field) {
  const { changed: outcome } = await ask(name, variables);
  const problems = outcome?.problems ?? [];
  if (problems.length > 0) return problems.map(({ message }) => ({ field, message: plain(message) }));
  if (outcome?.decision) changed(outcome.decision.id);
  return [];
}
