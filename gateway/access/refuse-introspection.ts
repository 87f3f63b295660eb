/** Refuses questions about the schema itself to whoever may not be told. */
import type { ApolloServerPlugin } from "@apollo/server";
import type { OperationDefinitionNode } from "graphql";
import { errors } from "#kit/errors.ts";
import { refusal } from "#kit/graphql/refusal.ts";
import type { Identity } from "#kit/identity/identity.ts";
import type { Mode } from "#kit/settings.ts";
import { seesSchema } from "./sees-schema.ts";
import { selectedFields, type ValidOperation } from "./selected-fields.ts";

interface Asking {
  readonly identity: Identity;
}

export function refuseIntrospection<Context extends Asking>(mode: Mode): ApolloServerPlugin<Context> {
  const known = new WeakMap<OperationDefinitionNode, readonly string[]>();
  const askedBy = (asked: ValidOperation) => {
    const found = known.get(asked.operation) ?? introspectionIn(asked);
    known.set(asked.operation, found);
    return found;
  };
  return {
    async requestDidStart({ contextValue: { identity } }) {
      if (seesSchema(mode, identity)) return undefined;
      return {
        async didResolveOperation({ schema, document, operation }) {
          const asked = operation ? askedBy({ schema, document, operation }) : [];
          if (asked.length > 0) throw refusal(errors.fieldForbidden(asked), 403);
        },
      };
    },
  };
}

function introspectionIn(asked: ValidOperation): readonly string[] {
  const names = selectedFields(asked).map(({ node }) => node.name.value);
  return [...new Set(names.filter((name) => name === "__schema" || name === "__type"))];
}
