/** Serves all four subgraphs from one process; each answer is made once and then served as bytes, so that only gateways are measured. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { execute, type GraphQLSchema, parse } from "graphql";
import { subgraphSchema, subgraphSdls } from "./shop.ts";

const urls = await Promise.all(
  [...subgraphSdls().keys()].map(async (name) => [name, await serve(subgraphSchema(name))] as const),
);
process.on("disconnect", () => process.exit());
process.send?.(Object.fromEntries(urls));

function serve(schema: GraphQLSchema): Promise<string> {
  const answers = new Map<string, Buffer>();
  const server = createServer((request, response) => void respond(request, response, schema, answers));
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`));
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  schema: GraphQLSchema,
  answers: Map<string, Buffer>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const answer = answers.get(body) ?? (await answerTo(body, schema));
  answers.set(body, answer);
  response.writeHead(200, { "content-type": "application/json", "content-length": answer.length }).end(answer);
}

async function answerTo(body: string, schema: GraphQLSchema): Promise<Buffer> {
  const { query, variables } = JSON.parse(body);
  return Buffer.from(JSON.stringify(await execute({ schema, document: parse(query), variableValues: variables })));
}
