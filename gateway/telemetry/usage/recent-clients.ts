/** The clients of each department as they were lately: asked for every few seconds, and read from the database now and then. */
import type { Clients } from "./clients.ts";

/** In milliseconds. */
const lastingFor = 10_000;

interface Read {
  readonly at: number;
  readonly names: Promise<readonly string[] | null | undefined>;
}

/** Undefined for a department of which it is not known: the database has been away since the start. */
export type RecentClients = (department: string) => Promise<readonly string[] | null | undefined>;

export function createRecentClients({ of }: Pick<Clients, "of">, onFailure: (error: unknown) => void): RecentClients {
  const reads = new Map<string, Read>();
  return (department) => {
    const last = reads.get(department);
    if (last && performance.now() - last.at < lastingFor) return last.names;
    const names = of([department]).catch((error: unknown) => {
      onFailure(error);
      return last?.names;
    });
    reads.set(department, { at: performance.now(), names });
    return names;
  };
}
