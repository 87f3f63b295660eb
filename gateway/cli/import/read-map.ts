/** `--map "heading=field"` and `--set "field=value"`, as often as they are given. */
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

/** The first = divides, because a value may have one and a field never has. @throws HubError HEADING_SET_INVALID */
export function readGiven(pairs: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1 || pair.slice(at + 1).trim() === "") throw errors.headingSetInvalid(pair);
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );
}
