/**
 * What keeps changes from being made by a subgraph that runs elsewhere and that the operator has named to answer for all measures, such as
 * the audit: it says so itself, at `/health/ready`. Departments are not asked: none of them makes the hub less ready for the others.
 */
import { askHealth, type WayTo } from "#kit/network/ask-subgraph.ts";
import { visibleText } from "#kit/values/parse-text.ts";

interface Options {
  readonly names: readonly string[];
  readonly wayTo: WayTo;
}

/** Given where subgraphs answer, by their names. */
export type FindObstaclesElsewhere = (addresses: ReadonlyMap<string, string>) => Promise<readonly string[]>;

/** What is said holds for so long, in milliseconds, however often it is asked. */
const holdsForMs = 1_000;
/** Whoever asks whether the hub is ready waits no longer than this for another. */
const patienceMs = 1_000;

interface Said {
  readonly at: number;
  readonly url: string;
  readonly obstacles: Promise<readonly string[]>;
}

export function createObstaclesElsewhere({ names, wayTo }: Options): FindObstaclesElsewhere {
  const said = new Map<string, Said>();
  const ask = (name: string, url: string): Promise<readonly string[]> => {
    const last = said.get(name);
    const known = last?.url === url ? last : undefined;
    if (known && performance.now() - known.at < holdsForMs) return known.obstacles;
    // Whoever says nothing now is left alone by the guard of its calls; what it said last is not taken back by silence.
    const obstacles = askHealth(url, wayTo(name), patienceMs).then(
      (answer) => obstaclesIn(answer).map((reason) => `${name}: ${reason}`),
      () => known?.obstacles ?? [],
    );
    said.set(name, { at: performance.now(), url, obstacles });
    return obstacles;
  };
  return async (addresses) => {
    const elsewhere = names.flatMap((name) => {
      const url = addresses.get(name) ?? "";
      return isNetworked(url) ? [ask(name, url)] : [];
    });
    return (await Promise.all(elsewhere)).flat();
  };
}

function isNetworked(url: string): boolean {
  return URL.canParse(url) && !new URL(url).hostname.endsWith(".invalid");
}

const [mostReasons, longestReason] = [10, 500];

/** Only of what answers as a subgraph of ours does; each begins with the subgraph's own name, which is told once. */
function obstaclesIn(answer: unknown): readonly string[] {
  const { status, reasons } = (answer ?? {}) as { readonly status?: unknown; readonly reasons?: unknown };
  if (status !== "not ready" || !Array.isArray(reasons)) return [];
  return reasons.slice(0, mostReasons).map((reason) => visibleText(String(reason)).slice(0, longestReason));
}
