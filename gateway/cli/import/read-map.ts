/** `--map "heading=field"`, as often as it is given. */
import { errors } from "#kit/errors.ts";

/** The last = divides, because a heading may have one and a field never has. @throws HubError HEADING_MAP_INVALID */
export function readMap(pairs: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    pairs.map((pair) => {
      const at = pair.lastIndexOf("=");
      if (at < 1 || at === pair.length - 1) throw errors.headingMapInvalid(pair);
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );
}
