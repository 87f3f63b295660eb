/** Publishing as a department does it: with the command line, against a running hub. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { type Finished, jinkatsu } from "../gateway/cli/command-line.ts";
import type { Json } from "./ask.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface Registry {
  /** What the operator does, on the hub's own database. */
  operate(...args: readonly string[]): Promise<Finished>;
  /** Lets a department in and gives it a token with these rights. */
  admit(name: string, scopes?: readonly string[], more?: readonly string[]): Promise<string>;
  /** What a department does with its token. */
  run(token: string, ...args: readonly string[]): Promise<Finished & { readonly json: Json }>;
}

interface Place {
  readonly url: string;
  readonly dataFolder: string;
  readonly databaseUrl?: string;
  /** Further settings of the operator's. */
  readonly more?: Readonly<Record<string, string>>;
}

export function registryAt({ url, dataFolder, databaseUrl = "", more = {} }: Place): Registry {
  const environment = { LANG: "en_US.UTF-8", JINKATSU_HUB: url, JINKATSU_DATABASE_URL: databaseUrl };
  const settings = { dataFolder, databaseUrl: undefined };
  const operate = (...args: readonly string[]) =>
    jinkatsu(settings, ["department", ...args], { ...environment, ...more });
  return {
    operate,
    async admit(name, scopes = [], more = []) {
      await operate("admit", name, ...more);
      const { output } = await operate(
        "token",
        name,
        "--responsible",
        `officer-of-${name}`,
        ...scopes.flatMap((scope) => ["--scope", scope]),
      );
      return output.trim();
    },
    async run(token, ...args) {
      const finished = await jinkatsu(settings, args, { ...environment, JINKATSU_TOKEN: token });
      return { ...finished, json: args.includes("--json") ? JSON.parse(finished.output) : undefined };
    },
  };
}

const folder = temporaryFolder();
let files = 0;

/** A file with the SDL. */
export function schemaFile(sdl: string): string {
  files += 1;
  const file = path.join(folder, `schema-${files}.graphql`);
  writeFileSync(file, sdl);
  return file;
}
