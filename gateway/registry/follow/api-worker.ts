/** The other end of the thread that reads what clients see of a supergraph. */
import { parentPort, workerData } from "node:worker_threads";
import { parse, printSchema } from "graphql";
import { takeRulesOut } from "../../access/take-rules-out.ts";
import { apiSchemaOf } from "../../supergraph/api-schema.ts";

const supergraphSdl = String(workerData);
const plain = takeRulesOut(supergraphSdl, parse(supergraphSdl, { noLocation: true }));

parentPort?.postMessage(printSchema(apiSchemaOf(plain)));
