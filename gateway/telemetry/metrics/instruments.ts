/** Counters, histograms and gauges, each with a bounded number of series whatever clients send. */
import { type Family, writeLabels } from "./family.ts";

export interface Description {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
}

export interface Counter {
  add(...values: readonly string[]): void;
  read(): Family;
}

export interface Histogram {
  observe(seconds: number, ...values: readonly string[]): void;
  read(): Family;
}

/** Series of one metric; what comes later is counted as `other`. */
const mostSeries = 200;

/** Upper bounds in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createCounter({ labels = [], ...description }: Description): Counter {
  const series = boundedSeries(labels, () => ({ count: 0 }));
  // A counter without labels is there from the start, at nought.
  if (labels.length === 0) series.of([]);
  return {
    add(...values) {
      series.of(values).count += 1;
    },
    read: () =>
      familyOf(
        description,
        "counter",
        Object.fromEntries(series.all().map(([values, { count }]) => [writeLabels(labels, values), count])),
      ),
  };
}

export function createHistogram({ labels = [], ...description }: Description): Histogram {
  const series = boundedSeries(labels, newBuckets);
  return {
    observe(seconds, ...values) {
      const buckets = series.of(values);
      buckets.sum += seconds;
      buckets.count += 1;
      const position = bounds.findIndex((bound) => seconds <= bound);
      if (position >= 0) buckets.counts[position] = (buckets.counts[position] ?? 0) + 1;
    },
    read: () =>
      familyOf(
        description,
        "histogram",
        Object.fromEntries(series.all().flatMap(([values, buckets]) => histogramSeries(labels, values, buckets))),
      ),
  };
}

/** Read at the moment of asking. */
export function gauge(
  { labels = [], ...description }: Description,
  values: Iterable<readonly [value: number, ...labels: readonly string[]]>,
  merge: Family["merge"] = "sum",
): Family {
  const series = [...values].map(([value, ...of]) => [writeLabels(labels, of), value] as const);
  return { ...familyOf(description, "gauge", Object.fromEntries(series)), merge };
}

export function familyOf(
  { name, help }: Description,
  type: Family["type"],
  series: Readonly<Record<string, number>>,
): Family {
  return { name, help, type, merge: "sum", series };
}

interface Buckets {
  readonly counts: number[];
  sum: number;
  count: number;
}

function newBuckets(): Buckets {
  return { counts: bounds.map(() => 0), sum: 0, count: 0 };
}

function histogramSeries(labels: readonly string[], values: readonly string[], { counts, sum, count }: Buckets) {
  const key = (suffix: string, bound?: string) =>
    suffix + (bound === undefined ? writeLabels(labels, values) : writeLabels([...labels, "le"], [...values, bound]));
  let below = 0;
  const steps = bounds.map((bound, index) => {
    below += counts[index] ?? 0;
    return [key("_bucket", String(bound)), below] as const;
  });
  return [...steps, [key("_bucket", "+Inf"), count], [key("_sum"), sum], [key("_count"), count]] as const;
}

function boundedSeries<Value>(labels: readonly string[], create: () => Value): Series<Value> {
  const known = new Map<string, readonly [readonly string[], Value]>();
  const find = (values: readonly string[]): Value => {
    const name = values.join("\n");
    const found = known.get(name);
    if (found) return found[1];
    if (known.size >= mostSeries && values.some((value) => value !== "other")) return find(labels.map(() => "other"));
    const value = create();
    known.set(name, [values, value]);
    return value;
  };
  return { of: find, all: () => [...known.values()] };
}

interface Series<Value> {
  of(values: readonly string[]): Value;
  /** With the labels' values. */
  all(): readonly (readonly [readonly string[], Value])[];
}
