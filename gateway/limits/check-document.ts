/** Refuses a document that is too long, too deep or too wide, before anything else is done with it. */
import { type DocumentNode, GraphQLError, Lexer, parse, Source, TokenKind } from "graphql";
import type { HubError } from "#kit/errors.ts";
import { type Counts, countDocument } from "./count-document.ts";
import { limitErrors } from "./errors.ts";
import type { Limits } from "./limits.ts";

/** What is wrong with it, if anything. What cannot be parsed is for the parser to refuse, which says where. */
export function checkDocument(text: string, limits: Limits): HubError | undefined {
  try {
    if (isLonger(text, limits.tokens)) return limitErrors.tokens(limits.tokens);
    return checkCounts(parse(text, { noLocation: true }), limits);
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

/** Read no further than the limit, however long the text: parsing builds a tree, reading tokens builds nothing. */
function isLonger(text: string, limit: number): boolean {
  const lexer = new Lexer(new Source(text));
  for (let tokens = 0; lexer.advance().kind !== TokenKind.EOF; ) {
    tokens++;
    if (tokens > limit) return true;
  }
  return false;
}

const checked = ["depth", "rootFields", "fields", "aliases", "directives"] as const satisfies (keyof Counts)[];

function checkCounts(document: DocumentNode, limits: Limits): HubError | undefined {
  const counts = countDocument(document);
  if (counts === undefined) return limitErrors.circular();
  const over = checked.find((name) => counts[name] > limits[name]);
  return over && limitErrors[over](limits[over], counts[over]);
}
