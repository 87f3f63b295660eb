/** Runs the query once in our engine and notes its calls in waves, for the contender that only sends them. */
import { ApolloServer } from "@apollo/server";
import { createHttpLink, createHubGateway } from "../../gateway/execution/index.ts";

type Call = { readonly url: string; readonly body: string };

export async function recordCalls(supergraphSdl: string, query: string): Promise<{ waves: Call[][]; answer: unknown }> {
  const waves: Call[][] = [];
  let ended = 0;
  const gateway = createHubGateway({
    supergraphSdl,
    linkFor: (_, url) => {
      const link = createHttpLink({ url });
      return {
        ...link,
        async execute(request) {
          const wave = ended;
          const { operation, variablesText } = request;
          const body = `{"query":${operation.quotedText},"operationName":"${operation.name}","variables":${variablesText}}`;
          waves[wave] = [...(waves[wave] ?? []), { url, body }];
          const answer = await link.execute(request);
          ended = Math.max(ended, wave + 1);
          return answer;
        },
      };
    },
  });
  const server = new ApolloServer({ gateway });
  await server.start();
  const { body } = await server.executeOperation({ query });
  await server.stop();
  return {
    waves: waves.filter(Boolean),
    answer: body.kind === "single" ? JSON.parse(JSON.stringify(body.singleResult)) : null,
  };
}
