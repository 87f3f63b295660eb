/** Reads the SDL that is to be published or checked, and the commit that it comes from. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { errors } from "#kit/errors.ts";

/** @throws HubError SCHEMA_FILE_UNREADABLE */
export function readSchemaFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw errors.schemaFileUnreadable(file, error instanceof Error && "code" in error ? String(error.code) : "?");
  }
}

/** Undefined where the file lies in no git repository, or there is no git. */
export function commitOf(file: string): string | undefined {
  try {
    const args = ["-C", path.dirname(path.resolve(file)), "rev-parse", "HEAD"];
    return execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
