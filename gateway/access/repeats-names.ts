/** Whether an object in JSON text has two members of one name: of two claims, each reader may believe another. */
export function repeatsNames(json: string): boolean {
  const names = new Set<string>();
  let depth = 0;
  let last = "";
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === "{" || token === "[") depth++;
    if (token === "}" || token === "]") depth--;
    if (token === ":" && depth === 1) {
      const name = String(JSON.parse(last));
      if (names.has(name)) return true;
      names.add(name);
    }
    last = token;
  }
  return false;
}
