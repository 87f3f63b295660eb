/** What was entered so far. */

/**
 * @param {FormData} draft
 * @param {string} name
 */
export function chosenIn(draft, name) {
  return draft.getAll(name).map(String);
}

/** @param {FormData} draft */
export function reader(draft) {
  return (/** @type {string} */ name) => String(draft.get(name) ?? "");
}
