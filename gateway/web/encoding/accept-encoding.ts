/** Which encoding of an answer a client wants, by the weights of its `Accept-Encoding`. */

export type Encoding = "zstd" | "br" | "gzip";

/** `identity` for the answer as it is; undefined where the client takes none of what there is. */
export type ChosenEncoding = Encoding | "identity" | undefined;

/** Where a client wants several alike: what costs least for what it saves comes first, or what saves most. */
const [cheapest, smallest]: readonly (readonly Encoding[])[] = [
  ["zstd", "br", "gzip"],
  ["br", "zstd", "gzip"],
];

interface Answer {
  /** Whether it may be encoded at all. */
  readonly mayEncode: boolean;
  /** Whether there is something to be saved. */
  readonly isLong: boolean;
  /** Whether it is encoded once and sent many times. */
  readonly isKept?: boolean;
}

export function chooseEncoding(accepted: string | undefined, { mayEncode, isLong, isKept }: Answer): ChosenEncoding {
  const weights = readWeights(accepted ?? "");
  const weightOf = (encoding: string) => weights.get(encoding) ?? weights.get("*") ?? 0;
  const identity = weights.get("identity") ?? (weights.get("*") === 0 ? 0 : undefined);
  const ours = (isKept ? smallest : cheapest) ?? [];
  const [best] = mayEncode
    ? ours.filter((each) => weightOf(each) > 0).toSorted((a, b) => weightOf(b) - weightOf(a))
    : [];
  const asItIs = identity === 0 ? undefined : "identity";
  if (best === undefined) return asItIs;
  if (isLong && weightOf(best) >= (identity ?? 0)) return best;
  return asItIs ?? best;
}

/** What has a weight that is none is not wanted. */
function readWeights(accepted: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const each of accepted.toLowerCase().split(",")) {
    const [name = "", ...parameters] = each.split(";").map((part) => part.trim());
    if (name !== "") weights.set(name.replace(/^x-gzip$/, "gzip"), weightIn(parameters));
  }
  return weights;
}

function weightIn(parameters: readonly string[]): number {
  const stated = parameters.find((part) => /^q\s*=/.test(part));
  if (stated === undefined) return 1;
  const [, weight] = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.exec(stated) ?? [];
  return Number(weight ?? 0);
}
