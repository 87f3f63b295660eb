/** The other end of the thread that reads what clients see of a supergraph. */
import { parentPort, workerData } from "node:worker_threads";
import { parse, printSchema } from "graphql";
import { takeRulesOut } from "../../access/take-rules-out.ts";
import { apiSchemaOf } from "../../supergraph/api-schema.ts";
import { excludeTags } from "../../supergraph/exclude-tags.ts";
import type { Viewed } from "./api-apart.ts";

const { supergraphSdl, exclude }: Viewed = workerData;
const seen = excludeTags(supergraphSdl, exclude);
const plain = takeRulesOut(seen, parse(seen, { noLocation: true }));

parentPort?.postMessage(printSchema(apiSchemaOf(plain)));
