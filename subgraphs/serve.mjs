#!/usr/bin/env node
// `jinkatsu-subgraph <name or folder>`: starts a subgraph on a Node that runs TypeScript unbuilt.
import { isNewEnough, startOnNewerNode } from "./kit/newer-node.mjs";

if (isNewEnough) {
  await import("./strip-types.mjs");
  await import("./serve.ts");
} else startOnNewerNode(process.argv.slice(1));
