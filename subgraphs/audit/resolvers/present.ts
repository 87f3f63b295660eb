/** References to measures as they are now: none to what was withdrawn, of which the other subgraphs know nothing any more. */
import type { Office } from "../office.ts";

interface Referring {
  readonly measure: { readonly id: string };
}

export function presentMeasures({ collection }: Office) {
  const measure = async ({ measure: { id } }: Referring) => {
    const { measures } = await collection.current();
    return measures.has(id) ? { id } : null;
  };
  return { AuditedMeasure: { measure }, DecidedMeasure: { measure }, DecisionAlert: { measure } };
}
