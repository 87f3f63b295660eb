/** Tells whether memory grows: the line that fits the samples best, once the caches are full. */
export interface Sample {
  /** How much has been done. */
  readonly count: number;
  readonly heapUsed: number;
  readonly rss: number;
}

/** Bytes for each thing done, after the first quarter of the samples. */
export function slopeOf(samples: readonly Sample[], measure: "heapUsed" | "rss"): number {
  const settled = samples.slice(Math.floor(samples.length / 4));
  const mean = (of: (sample: Sample) => number) => settled.reduce((sum, each) => sum + of(each), 0) / settled.length;
  const [count, bytes] = [mean((each) => each.count), mean((each) => each[measure])];
  const covariance = mean((each) => (each.count - count) * (each[measure] - bytes));
  return covariance / mean((each) => (each.count - count) ** 2);
}
