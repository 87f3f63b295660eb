/** Keeps mutations closed to whoever may not make them, before anything is sent to a subgraph. */
import type { ApolloServerPlugin } from "@apollo/server";
import { errors } from "#kit/errors.ts";
import { refusal } from "#kit/graphql/refusal.ts";
import { type Identity, mayChange } from "#kit/identity/identity.ts";
import type { FieldOwners } from "./field-owners.ts";
import type { IsOpen } from "./open-mutations.ts";
import { selectedFields, type ValidOperation } from "./selected-fields.ts";

export interface WriteAccess {
  readonly identity: Identity;
  /** Whether it may change everything, whoever it is. */
  readonly mayWrite: boolean;
}

/** What a policy opens is asked for where fields are: see `refuse-fields.ts`. */
export function refuseWrites<Context extends WriteAccess>(
  owners: FieldOwners,
  isOpen: IsOpen,
): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, contextValue: { identity, mayWrite } }) {
          if (operation?.operation !== "mutation" || mayWrite) return;
          const closed = mutationFields({ schema, document, operation }).filter((field) => !isOpen(field));
          if (closed.length === 0) return;
          if (identity.department === undefined) throw refusal(errors.writesClosed(), 403);
          // The name of nobody's department, so that what has no owner stays closed.
          const changed = closed.flatMap((field) => [
            ...(owners.get(`${schema.getMutationType()?.name}.${field}`) ?? [""]),
          ]);
          if (!changed.every((owner) => mayChange(identity, owner))) throw refusal(errors.changeForbidden(), 403);
        },
      };
    },
  };
}

function mutationFields(operation: ValidOperation): readonly string[] {
  const root = operation.schema.getMutationType();
  const fields = selectedFields(operation).filter(({ parent, field }) => parent === root && field !== undefined);
  return fields.map(({ node }) => node.name.value);
}
