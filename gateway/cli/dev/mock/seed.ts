/** Numbers that follow from a text: the same in every run and on every machine. */

/** FNV-1a, 32 bits, finished so that texts that differ in their last sign alone lie far apart. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 15)) >>> 0;
}

export function pick<Value>(values: readonly Value[], seed: number): Value | undefined {
  return values[seed % values.length];
}
