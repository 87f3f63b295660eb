/** `jinkatsu contract`: what a contract graph is, and what of the whole graph it leaves out. */
import { Argument, Command } from "commander";
import { buildSchema } from "graphql";
import { schemaCoordinates } from "../../registry/check/changes/schema-coordinates.ts";
import { registryErrors } from "../../registry/errors.ts";
import { createHubClient, type HubClient } from "../registry/hub-client.ts";
import { type HubFlags, withHub } from "../registry/registry-options.ts";
import type { Terminal } from "../terminal.ts";
import { launchesOf } from "./download.ts";

interface Document {
  readonly text: string;
}

export function contractCommand(terminal: Terminal): Command {
  const { say } = terminal;
  const named = (name: string, about: { readonly ja: string; readonly en: string }) =>
    withHub(
      new Command(name)
        .description(say(about))
        .addArgument(new Argument("<name>", say({ ja: "グラフの名前", en: "name of the graph" }))),
      terminal,
    );
  const show = named("show", { ja: "API スキーマを出す", en: "print its API schema" });
  const diff = named("diff", {
    ja: "全体のグラフにあって、ここにないもの",
    en: "list what of the whole graph it leaves out",
  });
  return new Command("contract")
    .description(
      say({
        ja: "相手ごとのグラフ（schema/policy.yaml の design.contracts）",
        en: "Graphs for audiences (design.contracts of schema/policy.yaml)",
      }),
    )
    .addCommand(
      show.action(async (name: string, { hub, json }: HubFlags) => {
        const { text } = await graphOf(createHubClient(hub), name);
        if (json) terminal.printJson({ name, text });
        else terminal.printText(text);
      }),
    )
    .addCommand(
      diff.action(async (name: string, { hub, json }: HubFlags) => {
        const leftOut = await leftOutOf(createHubClient(hub), name);
        if (json) terminal.printJson({ name, leftOut });
        else for (const coordinate of leftOut) terminal.print(coordinate);
      }),
    );
}

function graphOf(client: HubClient, name: string): Promise<Document> {
  return client.get<Document>("contract", { name });
}

/** Of a type that is left out only its name. @throws HubError CONTRACT_UNKNOWN, REGISTRY_NOT_FOUND */
async function leftOutOf(client: HubClient, name: string): Promise<readonly string[]> {
  const [{ text }, [latest]] = await Promise.all([graphOf(client, name), launchesOf(client)]);
  if (!latest) throw registryErrors.notFound();
  const whole = await client.get<Document>("document", { digest: latest.apiDigest });
  const kept = coordinatesOf(text);
  const out = [...coordinatesOf(whole.text)].filter((each) => !kept.has(each));
  const types = new Set(out.filter((each) => !each.includes(".")));
  return out.filter((each) => types.has(each) || !types.has(each.split(".", 1)[0] ?? ""));
}

function coordinatesOf(text: string): ReadonlySet<string> {
  return schemaCoordinates(buildSchema(text, { assumeValid: true, assumeValidSDL: true }));
}
