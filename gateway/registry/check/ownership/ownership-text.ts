/** Writes the table of directives into SECURITY.md (`npm run generate`); a test proves that what is committed is current. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { anyOther, type DirectiveRow, directiveTable } from "./directive-table.ts";

export const securityFile = path.resolve(import.meta.dirname, "../../../../SECURITY.md");

const heading = [
  "| directive | changes | on a contract type | on one's record, where it answers the contract | on a root type | on another department's type | on one's own |",
  "|---|---|---|---|---|---|---|",
];

export function ownershipTable(): string {
  return [...heading, ...[...directiveTable, anyOther].map(lineOf)].join("\n");
}

function lineOf({ name, changes, on }: DirectiveRow): string {
  const subject = name === "" ? "any other" : `\`@${name}\``;
  return `| ${[subject, changes, on.contract, on.record, on.root, on.foreign, on.own].join(" | ")} |`;
}

const place = /(<!-- ownership -->\n).*?(<!-- \/ownership -->)/s;

/** The text with the table in its place. @throws TypeError where there is no place for it */
export function withOwnership(text: string): string {
  if (!place.test(text)) throw new TypeError("<!-- ownership --> and <!-- /ownership --> are missing");
  return text.replace(place, (_, start: string, end: string) => `${start}\n${ownershipTable()}\n\n${end}`);
}

if (import.meta.main) writeFileSync(securityFile, withOwnership(readFileSync(securityFile, "utf8")));
