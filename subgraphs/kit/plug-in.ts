/** Reads what an operator plugs in: the default export of a module that is a file of this machine. */
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { errors } from "./errors.ts";

/** What is to be plugged in. */
export interface Socket<Plug> {
  fits(value: unknown): value is Plug;
  /** What fits, for a person to read. */
  readonly shape: string;
}

/** @throws HubError PLUG_IN_UNUSABLE */
export async function readPlugIn<Plug>(file: string, { fits, shape }: Socket<Plug>): Promise<Plug> {
  const exported = await importDefault(file);
  if (fits(exported)) return exported;
  throw errors.plugInUnusable(file, `export default ${shape}`);
}

/** Only a file: a name or an address would fetch what nobody has looked at. */
async function importDefault(file: string): Promise<unknown> {
  const place = path.resolve(file);
  if (!existsSync(place)) throw errors.plugInUnusable(file, "ENOENT");
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(place).href);
    return module.default;
  } catch (cause) {
    throw errors.plugInUnusable(file, cause instanceof Error ? cause.message : String(cause));
  }
}
