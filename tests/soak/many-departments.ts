/** The published SDL of a prefecture with as many departments as wanted: ours over and over, each under names of its own, and the catalog over them. */
import { findDepartmentNames, loadDepartment } from "#kit/department/definition.ts";
import { compose, type PublishedSubgraph } from "../../gateway/supergraph/compose.ts";
import { createCatalogSdl } from "../../subgraphs/catalog/sdl/catalog-sdl.ts";

export async function publishedDepartments(count: number): Promise<PublishedSubgraph[]> {
  // The contract has types of that name, so it cannot be renamed by its word.
  const names = findDepartmentNames().filter((name) => name !== "industry");
  const departments = await Promise.all(names.map(loadDepartment));
  const sdls = new Map<string, string>();
  for (let number = 0; sdls.size < count; number++)
    for (const { code, sdl } of departments)
      if (sdls.size < count) sdls.set(`${code}${number}`, renamed(sdl, code, number));
  return [...sdls, ["catalog", createCatalogSdl(sdls)] as const].map(([name, sdl]) => ({
    name,
    sdl,
    url: `http://127.0.0.1:9/${name}`,
  }));
}

export function composed(subgraphs: readonly PublishedSubgraph[]): string {
  const composition = compose(subgraphs);
  if (composition.outcome === "refused") throw new Error(composition.reasons.slice(0, 5).join("\n"));
  return composition.supergraphSdl;
}

function renamed(sdl: string, code: string, number: number): string {
  const title = code.charAt(0).toUpperCase() + code.slice(1);
  return sdl
    .replaceAll(title, `${title}${number}`)
    .replaceAll(new RegExp(`\\b${code}(?=[A-Z])`, "g"), `${code}${number}`);
}
