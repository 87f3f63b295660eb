/** `jinkatsu trust`: lists GraphQL documents as trusted, in a manifest that the hub reads. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Argument, Command, Option } from "commander";
import { errors } from "#kit/errors.ts";
import { readDocuments } from "../../documents/read-trusted-documents.ts";
import type { Terminal } from "../terminal.ts";

interface TrustFlags {
  readonly out: string;
  readonly json?: true;
}

export function trustCommand(terminal: Terminal): Command {
  const { say } = terminal;
  return new Command("trust")
    .description(say(description))
    .addArgument(new Argument("<places...>", say(places)))
    .addOption(
      new Option("--out <file>", say({ ja: "一覧の書き出し先", en: "where the list is written" })).default(
        path.join("schema", "trusted", "documents.json"),
      ),
    )
    .addOption(new Option("--json", say({ ja: "結果を JSON で出す", en: "report in JSON" })))
    .action((from: readonly string[], { out, json }: TrustFlags) => {
      const listed = from.flatMap((file) => documentsAt(file).map(([id, text]) => ({ file, id, text })));
      const texts = new Map<string, string>();
      for (const { file, id, text } of listed) {
        if ((texts.get(id) ?? text) !== text)
          throw errors.documentFileInvalid(file, `document ${id} is another one in another file`);
        texts.set(id, text);
      }
      writeManifest(out, Object.fromEntries(texts));
      const ids = listed.map(({ file, id }) => ({ file, id }));
      if (json) terminal.printJson({ manifest: out, documents: ids });
      else for (const line of [...ids.map(({ file, id }) => `${id}  ${file}`), say(written(out))]) terminal.print(line);
    });
}

const description = {
  ja: "GraphQL の文書を信頼済みとして一覧に書く。JINKATSU_DOCUMENTS=trusted のハブは、一覧にあるものだけを実行する",
  en: "List GraphQL documents as trusted; a hub with JINKATSU_DOCUMENTS=trusted runs no others",
};

const places = {
  ja: ".graphql のファイル、そのフォルダー、またはほかの道具の一覧（client preset、Apollo、Relay の JSON）",
  en: ".graphql files, folders of them, or other tools' lists (JSON of the client preset, Apollo or Relay)",
};

const written = (file: string) => ({
  ja: `${file} に書きました。JINKATSU_TRUSTED_DOCUMENTS がこのファイルかそのフォルダーなら、動いているハブも数秒で読みます。`,
  en: `Written to ${file}. Where JINKATSU_TRUSTED_DOCUMENTS is this file or its folder, a running hub reads it within seconds.`,
});

/** @throws HubError DOCUMENT_FILE_INVALID */
function documentsAt(place: string): readonly (readonly [id: string, text: string])[] {
  const found = [...readDocuments(place, errors.documentFileInvalid)];
  if (found.length > 0) return found;
  throw errors.documentFileInvalid(place, existsSync(place) ? "no .graphql or .json file" : "ENOENT");
}

function writeManifest(file: string, documents: Readonly<Record<string, string>>): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(documents, null, 2)}\n`);
  } catch (error) {
    throw errors.manifestNotWritable(file, error instanceof Error && "code" in error ? String(error.code) : "?");
  }
}
