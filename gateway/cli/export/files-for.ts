/** What other routers need to serve the same graph, in the files that their manuals name. */
import { stringify } from "yaml";
import type { PublishedSubgraph } from "../../supergraph/compose.ts";
import type { WrittenFile } from "../write-files.ts";

export interface Graph {
  readonly subgraphs: readonly PublishedSubgraph[];
  readonly supergraphSdl: string;
}

/** By the name that `--for` takes. */
export const filesFor = { "apollo-router": forApolloRouter, "hive-router": forHiveRouter, cosmo: forCosmo } as const;

export type Router = keyof typeof filesFor;

const supergraphFile = "supergraph.graphql";

/** Like the hub: on loopback, without introspection, and silent about what went wrong inside. */
function forApolloRouter({ supergraphSdl }: Graph): readonly WrittenFile[] {
  const settings = {
    supergraph: { listen: "127.0.0.1:4000", introspection: false },
    health_check: { listen: "127.0.0.1:8088" },
    include_subgraph_errors: { all: false },
  };
  return [
    { file: supergraphFile, text: supergraphSdl },
    yaml("router.yaml", `./router --config router.yaml --supergraph ${supergraphFile}`, settings),
  ];
}

function forHiveRouter({ supergraphSdl }: Graph): readonly WrittenFile[] {
  const settings = {
    supergraph: { source: "file", path: `./${supergraphFile}` },
    http: { host: "127.0.0.1", port: 4000 },
  };
  return [
    { file: supergraphFile, text: supergraphSdl },
    yaml("router.config.yaml", "./hive_router, in this folder", settings),
  ];
}

/** Cosmo composes by itself, and takes the subgraphs as they are. */
function forCosmo({ subgraphs }: Graph): readonly WrittenFile[] {
  const parts = subgraphs.map(({ name, url }) => ({
    name,
    routing_url: url,
    schema: { file: `./subgraphs/${name}.graphql` },
  }));
  return [
    ...subgraphs.map(({ name, sdl }) => ({ file: `subgraphs/${name}.graphql`, text: sdl })),
    yaml("compose.yaml", "npx wgc router compose -i compose.yaml -o config.json", { version: 1, subgraphs: parts }),
  ];
}

function yaml(file: string, use: string, content: object): WrittenFile {
  return { file, text: `# ${use}\n${stringify(content)}` };
}
