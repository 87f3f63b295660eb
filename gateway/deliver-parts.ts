/** Has Apollo Server deliver an answer that the engine gives in parts, as it would deliver its own. */
import type { ApolloServerPlugin, BaseContext } from "@apollo/server";
import type { GraphQLFormattedError } from "graphql";
import { maskErrors } from "#kit/server/mask-error.ts";
import { tellReader } from "#kit/server/tell-reader.ts";
import { tellSaved } from "#kit/server/tell-saved.ts";
import { DeferredAnswer } from "./execution/index.ts";

export function deliverParts<Context extends BaseContext>(): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ operation, response }) {
          if (response.body.kind !== "single") return;
          const { data, ...first } = response.body.singleResult;
          if (!(data instanceof DeferredAnswer)) return;
          response.body = {
            kind: "incremental",
            initialResult: { ...first, data, hasNext: true },
            subsequentResults: partsOf(data, operation?.operation === "mutation" ? tellSaved : (error) => error),
          };
        },
      };
    },
  };
}

type Tell = (error: GraphQLFormattedError) => GraphQLFormattedError;

async function* partsOf({ rest }: DeferredAnswer, tell: Tell) {
  for await (const { parts, hasNext } of rest()) {
    const incremental = parts.map(({ label, path, data, errors }) => ({
      ...(label === undefined ? {} : { label }),
      path,
      data,
      ...(errors.length > 0 ? { errors: maskErrors(errors).map((error) => tellReader(tell(error))) } : {}),
    }));
    yield incremental.length > 0 ? { incremental, hasNext } : { hasNext };
  }
}
