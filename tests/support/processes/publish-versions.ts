/** Adds versions to a registry one after another, each with what it was composed to, until it is killed; says each that it was told is there. */
import { readSettings } from "#kit/settings.ts";
import { createCompositionSeal } from "../../../gateway/registry/store/composition-seal.ts";
import { keepComposition } from "../../../gateway/registry/store/compositions.ts";
import { openRegistryDatabase } from "../../../gateway/registry/store/open.ts";
import { commitVersion, readHead } from "../../../gateway/registry/store/versions.ts";
import { digestOf } from "../../../gateway/supergraph/sealed-file.ts";

const settings = readSettings();
const database = await openRegistryDatabase(settings);
const seal = createCompositionSeal(settings);

for (;;) {
  const { revision, subgraphs } = await readHead(database);
  const next = (subgraphs[0]?.version ?? 0) + 1;
  const sdl = `type Query { ${"field".repeat(2_000)}${next}: Int }`;
  const wanted = {
    subgraph: "towns",
    action: "published",
    sdl,
    url: "http://localhost/towns",
    author: "a test",
  } as const;
  const composed = { parts: digestOf(sdl), supergraphSdl: `# supergraph\n${sdl}`, apiSdl: `# API\n${sdl}` };
  const { outcome } = await commitVersion(database, revision, wanted, async (manager) => {
    await keepComposition(manager, seal, composed);
  });
  if (outcome === "committed") process.stdout.write(`${next}\n`);
}
