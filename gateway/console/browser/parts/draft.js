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

/**
 * Puts what was entered before back into a form.
 * @param {HTMLFormElement} made
 * @param {FormData} draft
 */
export function fill(made, draft) {
  for (const control of made.querySelectorAll("input, select, textarea")) {
    if (control instanceof HTMLInputElement && (control.type === "radio" || control.type === "checkbox"))
      control.checked = chosenIn(draft, control.name).includes(control.value);
    else if (
      control instanceof HTMLInputElement ||
      control instanceof HTMLSelectElement ||
      control instanceof HTMLTextAreaElement
    )
      control.value = reader(draft)(control.name);
  }
}
