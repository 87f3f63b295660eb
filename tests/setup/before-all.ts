/** What Jest does before the first test file. */
import path from "node:path";
import { findDatabaseServer } from "./database-server.ts";

/** Hubs, subgraphs and commands start by the hundred: what they load is compiled once. */
const compiled = path.resolve(import.meta.dirname, "../../node_modules/.cache/compiled");

export default async function beforeAllTests(): Promise<void> {
  process.env["NODE_COMPILE_CACHE"] ??= compiled;
  await findDatabaseServer();
}
