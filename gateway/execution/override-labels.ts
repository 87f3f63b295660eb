/** Decides, request by request, which progressive overrides apply. */
export type OverrideDecision = (label: string, context: unknown) => boolean;

const percentLabel = /^percent\((\d+(?:\.\d+)?)\)$/;

/** `percent(5)` applies to one request in twenty; a label of any other kind applies where the hall says so. */
export function decideByPercent(label: string): boolean {
  const percent = percentLabel.exec(label)?.[1];
  return percent !== undefined && Math.random() * 100 < Number(percent);
}
