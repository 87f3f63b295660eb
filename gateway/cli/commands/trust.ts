/** `jinkatsu trust`: lists GraphQL documents as trusted, in a manifest that the hub reads at its start. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Argument, Command, Option } from "commander";
import { parse } from "graphql";
import { errors } from "#kit/errors.ts";
import { entryOf } from "../../documents/read-trusted-documents.ts";
import type { Terminal } from "../terminal.ts";

interface TrustFlags {
  readonly out: string;
  readonly json?: true;
}

export function trustCommand(terminal: Terminal): Command {
  const { say } = terminal;
  return new Command("trust")
    .description(say(description))
    .addArgument(new Argument("<files...>", say({ ja: ".graphql のファイル", en: ".graphql files" })))
    .addOption(
      new Option("--out <file>", say({ ja: "一覧の書き出し先", en: "where the list is written" })).default(
        path.join("schema", "trusted", "documents.json"),
      ),
    )
    .addOption(new Option("--json", say({ ja: "結果を JSON で出す", en: "report in JSON" })))
    .action((files: readonly string[], { out, json }: TrustFlags) => {
      const listed = files.map((file) => ({ file, entry: entryOf(readDocument(file)) }));
      writeManifest(out, Object.fromEntries(listed.map(({ entry }) => entry)));
      const ids = listed.map(({ file, entry: [id] }) => ({ file, id }));
      if (json) terminal.printJson({ manifest: out, documents: ids });
      else for (const line of [...ids.map(({ file, id }) => `${id}  ${file}`), say(written(out))]) terminal.print(line);
    });
}

const description = {
  ja: "GraphQL の文書を信頼済みとして一覧に書く。JINKATSU_DOCUMENTS=trusted のハブは、一覧にあるものだけを実行する",
  en: "List GraphQL documents as trusted; a hub with JINKATSU_DOCUMENTS=trusted runs no others",
};

const written = (file: string) => ({
  ja: `${file} に書きました。ハブは次の起動で読みます。`,
  en: `Written to ${file}; the hub reads it at its next start.`,
});

function readDocument(file: string): string {
  try {
    const text = readFileSync(file, "utf8");
    parse(text);
    return text;
  } catch (error) {
    throw errors.documentFileInvalid(file, error instanceof Error ? error.message : String(error));
  }
}

function writeManifest(file: string, documents: Readonly<Record<string, string>>): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(documents, null, 2)}\n`);
  } catch (error) {
    throw errors.manifestNotWritable(file, error instanceof Error && "code" in error ? String(error.code) : "?");
  }
}
