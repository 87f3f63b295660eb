/** A metric with all its series, as plain data: what one process knows, what processes are added up from, and what is written out. */

export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  /** How the values of several processes become one. */
  readonly merge: "sum" | "max";
  /** By what stands between the metric's name and the value: suffix and labels. */
  readonly series: Readonly<Record<string, number>>;
}

/** Adds up what several processes know. */
export function mergeFamilies(all: readonly (readonly Family[])[]): readonly Family[] {
  const byName = Map.groupBy(all.flat(), ({ name }) => name);
  return [...byName.values()].flatMap(([first, ...others]) => (first ? [others.reduce(mergeTwo, first)] : []));
}

function mergeTwo(one: Family, other: Family): Family {
  const series = { ...one.series };
  for (const [key, value] of Object.entries(other.series)) {
    const known = series[key] ?? 0;
    series[key] = one.merge === "sum" ? known + value : Math.max(known, value);
  }
  return { ...one, series };
}

/** What must not be lost when a process ends: whoever reads takes a counter that falls for one that began anew. */
export function onlyCounted(families: readonly Family[]): readonly Family[] {
  return families.filter(({ type }) => type !== "gauge");
}

/** Prometheus' text format, version 0.0.4. */
export function writeFamilies(families: readonly Family[]): string {
  return families.map(writeFamily).join("");
}

function writeFamily({ name, help, type, series }: Family): string {
  const lines = Object.entries(series).map(([key, value]) => `${name}${key} ${value}\n`);
  return `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}

export function writeLabels(names: readonly string[], values: readonly string[]): string {
  if (names.length === 0) return "";
  return `{${names.map((name, index) => `${name}="${escaped(values[index] ?? "")}"`).join(",")}}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
