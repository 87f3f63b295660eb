/** The SDL that the audit publishes: its own types, and of the contract only what they name. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { type DefinitionNode, Kind, parse, print, visit } from "graphql";
import { completeSdl } from "#kit/contract/complete-sdl.ts";

const read = (name: string) => readFileSync(path.join(import.meta.dirname, name), "utf8");

const ownTypes = `${read("types.graphql")}\n${read("cases.graphql")}`;
const roots = read("roots.graphql");

/** Says nothing of any department: a measure of a department that joins tomorrow has its findings too. */
export const auditSdl = createAuditSdl();

function createAuditSdl(): string {
  const own = new Set([...namesIn(ownTypes), ...namesIn(roots)]);
  // The contract's `interface Measure` is here a type that stands for all of them.
  const definitions = parse(completeSdl(ownTypes, roots)).definitions.filter(
    (each) =>
      !(
        each.kind === Kind.INTERFACE_TYPE_DEFINITION && ["Measure", "TalentResource", "Node"].includes(each.name.value)
      ),
  );
  const needed = reachable(definitions, own);
  const document = { kind: Kind.DOCUMENT, definitions: definitions.filter((each) => isNeeded(each, needed)) } as const;
  // What the audit says depends on who asks, so none of it is kept anywhere.
  return print(visit(document, { Directive: ({ name }) => (name.value === "cacheControl" ? null : undefined) }));
}

function namesIn(sdl: string): readonly string[] {
  return parse(sdl).definitions.flatMap((each) => ("name" in each && each.name ? [each.name.value] : []));
}

function isNeeded(definition: DefinitionNode, needed: ReadonlySet<string>): boolean {
  return "name" in definition && definition.name ? needed.has(definition.name.value) : true;
}

function reachable(definitions: readonly DefinitionNode[], from: ReadonlySet<string>): ReadonlySet<string> {
  const named = new Map(
    definitions.flatMap((each) => ("name" in each && each.name ? [[each.name.value, each] as const] : [])),
  );
  const found = new Set<string>();
  const open = [...from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const definition = named.get(name);
    if (definition === undefined || found.has(name)) continue;
    found.add(name);
    visit(definition, { NamedType: (node) => void open.push(node.name.value) });
  }
  return found;
}
