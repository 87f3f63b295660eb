#!/usr/bin/env node
// Starts the command line on a Node that runs TypeScript unbuilt.
import { fileURLToPath } from "node:url";
import { startOnNewerNode, stripTypes } from "../../subgraphs/kit/newer-node.mjs";

// Left alone, V8 lets garbage fill 300 MB before it looks at it; an import makes much and keeps little. `dev` keeps whole graphs.
const flags = process.argv.includes("dev") ? [] : ["--max-semi-space-size=8", "--max-old-space-size=208"];
const main = fileURLToPath(new URL("main.ts", import.meta.url));

startOnNewerNode([...flags, ...stripTypes, main, ...process.argv.slice(2)]);
