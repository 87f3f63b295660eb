/** Every subgraph in one process: the departments whose folders are here, and the catalog over them. */
import { findDepartmentNames, loadDepartment } from "#kit/department/definition.ts";
import { type OpenDepartment, openDepartment } from "#kit/department/open.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import type { Settings } from "#kit/settings.ts";

export interface Embedded {
  readonly subgraphs: readonly Subgraph[];
  close(): Promise<void>;
}

/** Says what is being done, for a person who waits. */
export type Report = (line: { readonly ja: string; readonly en: string }) => void;

export async function openEmbedded(settings: Settings, _report: Report): Promise<Embedded> {
  const departments: OpenDepartment[] = [];
  for (const name of findDepartmentNames())
    departments.push(await openDepartment(await loadDepartment(name), settings));
  const subgraphs = [...departments];
  return { subgraphs, close: async () => void (await Promise.all(subgraphs.map((subgraph) => subgraph.close()))) };
}
