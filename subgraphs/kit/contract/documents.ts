/** The text of the contract, as it lies in `schema/contract`. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type DocumentNode, parse } from "graphql";

const folder = path.resolve(import.meta.dirname, "../../../schema/contract");

/** The whole contract as one document: interfaces, value types, inputs, enums and scalars, without federation directives. */
export const contractDocument: DocumentNode = parse(
  readdirSync(folder)
    .filter((name) => name.endsWith(".graphql"))
    .sort()
    .map((name) => readFileSync(path.join(folder, name), "utf8"))
    .join("\n"),
);
