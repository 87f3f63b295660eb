/** Keeps mutations closed to whoever may not make them, before anything is sent to a subgraph. */
import type { ApolloServerPlugin } from "@apollo/server";
import { errors } from "#kit/errors.ts";
import { refusal } from "#kit/graphql/refusal.ts";
import { type Identity, mayChange } from "#kit/identity/identity.ts";
import type { FieldOwners } from "./field-owners.ts";
import { selectedFields, type ValidOperation } from "./selected-fields.ts";

export interface WriteAccess {
  readonly identity: Identity;
  /** Whether it may change everything, whoever it is. */
  readonly mayWrite: boolean;
}

export function refuseWrites<Context extends WriteAccess>(owners: FieldOwners): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, contextValue: { identity, mayWrite } }) {
          if (operation?.operation !== "mutation" || mayWrite) return;
          if (identity.department === undefined) throw refusal(errors.writesClosed(), 403);
          const changed = changedSubgraphs({ schema, document, operation }, owners);
          if (!changed.every((owner) => mayChange(identity, owner))) throw refusal(errors.changeForbidden(), 403);
        },
      };
    },
  };
}

function changedSubgraphs(operation: ValidOperation, owners: FieldOwners): readonly string[] {
  const root = operation.schema.getMutationType();
  const fields = selectedFields(operation).filter(({ parent, field }) => parent === root && field !== undefined);
  // The name of nobody's department, so that what has no owner stays closed.
  return fields.flatMap(({ node }) => [...(owners.get(`${root?.name}.${node.name.value}`) ?? [""])]);
}
