/**
 * What a mutation has made is made before its answer is put together. A part of the answer that then fails, be it a read or a note
 * that somebody has read, says what it would of a change: that it was not made, or may be sent again. Below a mutation's field both
 * would be taken for the mutation itself.
 */
import type { ApolloServerPlugin, BaseContext } from "@apollo/server";
import type { GraphQLFormattedError } from "graphql";
import { errors } from "../errors.ts";
import { tellable } from "./mask-error.ts";

/** Codes that speak of a change, of trying again, or of nothing, which leaves open whether it was made. */
const aboutChange = new Set(
  [
    errors.changeNotMade,
    errors.commitUnknown,
    errors.databaseAway,
    errors.databaseBusy,
    errors.databaseCrowded,
    errors.databaseDamaged,
    errors.databaseFault,
    errors.databaseFileGone,
    errors.databaseFileUnusable,
    errors.databaseFull,
    errors.databaseReadOnly,
    errors.databaseUnreachable,
    errors.auditTrailNotWritable,
    errors.internal,
  ].map(({ code }) => code),
);

/** Of an operation that is a mutation. */
export function tellSaved(error: GraphQLFormattedError): GraphQLFormattedError {
  const { path, extensions } = error;
  const isBelow = path !== undefined && path.length > 1;
  if (!isBelow || !aboutChange.has(String(extensions?.["code"]))) return error;
  const { message, extensions: told } = tellable(errors.savedNotShown());
  return { ...error, message, extensions: { ...extensions, ...told } };
}

/** @param word puts what is told into the words of whoever reads it */
export function tellSavedChanges<Context extends BaseContext>(
  word: (error: GraphQLFormattedError) => GraphQLFormattedError = (error) => error,
): ApolloServerPlugin<Context> {
  const tell = (error: GraphQLFormattedError) => {
    const told = tellSaved(error);
    return told === error ? error : word(told);
  };
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ operation, response: { body } }) {
          if (operation?.operation !== "mutation") return;
          const result = body.kind === "single" ? body.singleResult : body.initialResult;
          if (result.errors) result.errors = result.errors.map(tell);
        },
      };
    },
  };
}
