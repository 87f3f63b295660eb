/** `jinkatsu diff`: what changed between two versions of a subgraph, the breaking first. */
import { type Change, CriticalityLevel, diff } from "@graphql-inspector/core";
import { Argument, Command } from "commander";
import {
  buildASTSchema,
  concatAST,
  type DocumentNode,
  type GraphQLSchema,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  parse,
  type TypeExtensionNode,
} from "graphql";
import type { Bilingual } from "#kit/errors.ts";
import { createHubClient, type HubClient } from "../registry/hub-client.ts";
import { type HubFlags, readVersion, subgraphArgument, withHub } from "../registry/registry-options.ts";
import type { Terminal } from "../terminal.ts";
import { versionDigest } from "./download.ts";

export function diffCommand(terminal: Terminal): Command {
  const { say } = terminal;
  const version = (name: string, ja: string, en: string) => new Argument(name, say({ ja, en })).argParser(readVersion);
  const command = new Command("diff")
    .description(say({ ja: "サブグラフの二つの版の違い", en: "What changed between two versions of a subgraph" }))
    .addArgument(subgraphArgument(terminal))
    .addArgument(version("<a>", "前の版", "the earlier version"))
    .addArgument(version("<b>", "後の版", "the later version"));
  return withHub(command, terminal).action(async (subgraph: string, a: number, b: number, { hub, json }: HubFlags) => {
    const client = createHubClient(hub);
    const [before, after] = await Promise.all([a, b].map((each) => schemaAt(client, subgraph, each)));
    if (!before || !after) return;
    const changes = (await diff(before.schema, after.schema)).toSorted((x, y) => rank(x) - rank(y)).map(factsOf);
    const isSameText = before.digest === after.digest;
    if (json) terminal.printJson({ subgraph, a, b, isSameText, changes });
    else printChanges(terminal, changes, isSameText);
  });
}

interface VersionSchema {
  readonly digest: string;
  readonly schema: GraphQLSchema;
}

async function schemaAt(client: HubClient, subgraph: string, version: number): Promise<VersionSchema> {
  const digest = await versionDigest(client, subgraph, version);
  const { text } = await client.get<{ readonly text: string }>("document", { digest });
  // Federation's own directives are known to composition, not to a schema by itself.
  return { digest, schema: buildASTSchema(withExtended(text), { assumeValidSDL: true, assumeValid: true }) };
}

/** What another department defines is left out where it is only extended: an empty definition has the extension count. */
function withExtended(text: string): DocumentNode {
  const document = parse(text);
  const defined = new Set(document.definitions.filter(isTypeDefinitionNode).map(({ name }) => name.value));
  const extended = document.definitions.filter(isTypeExtensionNode).filter(({ name }) => !defined.has(name.value));
  const empty = new Set(extended.map(({ kind, name }) => `${words[kind]} ${name.value}`));
  return empty.size === 0 ? document : concatAST([document, parse([...empty].join("\n"))]);
}

const words: Readonly<Record<TypeExtensionNode["kind"], string>> = {
  [Kind.SCALAR_TYPE_EXTENSION]: "scalar",
  [Kind.OBJECT_TYPE_EXTENSION]: "type",
  [Kind.INTERFACE_TYPE_EXTENSION]: "interface",
  [Kind.UNION_TYPE_EXTENSION]: "union",
  [Kind.ENUM_TYPE_EXTENSION]: "enum",
  [Kind.INPUT_OBJECT_TYPE_EXTENSION]: "input",
};

const order = [CriticalityLevel.Breaking, CriticalityLevel.Dangerous, CriticalityLevel.NonBreaking];

function rank({ criticality }: Change): number {
  return order.indexOf(criticality.level);
}

function factsOf({ type, path, message, criticality }: Change) {
  return { kind: String(type), coordinate: path ?? "", message, level: levels[criticality.level] ?? "harmless" };
}

const levels: Readonly<Record<string, "breaking" | "dangerous" | "harmless">> = {
  [CriticalityLevel.Breaking]: "breaking",
  [CriticalityLevel.Dangerous]: "dangerous",
  [CriticalityLevel.NonBreaking]: "harmless",
};

const said: Readonly<Record<"breaking" | "dangerous" | "harmless", Bilingual>> = {
  breaking: { ja: "✗ 壊す変更", en: "✗ breaking" },
  dangerous: { ja: "! 注意", en: "! dangerous" },
  harmless: { ja: "・影響なし", en: "· harmless" },
};

function printChanges(
  { print, say }: Terminal,
  changes: readonly ReturnType<typeof factsOf>[],
  isSameText: boolean,
): void {
  for (const { level, coordinate, message } of changes) print(`${say(said[level])}  ${coordinate}  ${message}`);
  if (changes.length === 0) print(say(isSameText ? same : sameTypes));
}

const same = { ja: "違いはありません。", en: "They are the same." };
const sameTypes = {
  ja: "型と項目に違いはありませんが、SDL の文面は違います。jinkatsu download で比べられます。",
  en: "Types and fields are the same, but the text is not. jinkatsu download gets both to compare.",
};
