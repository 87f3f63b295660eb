/** Words an error for whoever reads it: in the language that was asked for, with the id of the request. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingHttpHeaders } from "node:http";
import type { GraphQLFormattedError } from "graphql";
import type { Bilingual } from "../errors.ts";

export type Language = keyof Bilingual;

export interface Reader {
  /** Undefined for one that asks for none of ours: it is told in both. */
  readonly language: Language | undefined;
  readonly requestId: string;
  /** Whether an error may name what the schema has instead. */
  readonly seesSchema: boolean;
}

/** Apollo Server words its errors without knowing the request: the reader is the one whose request is being answered. */
const readers = new AsyncLocalStorage<Reader>();

export function answerFor<Result>(reader: Reader, answer: () => Result): Result {
  return readers.run(reader, answer);
}

export function tellReader(error: GraphQLFormattedError, reader = readers.getStore()): GraphQLFormattedError {
  if (reader === undefined) return error;
  const message = reader.seesSchema ? error.message : withoutSuggestion(error.message);
  const extensions = { ...error.extensions, requestId: reader.requestId };
  return { ...error, message: inLanguage(message, extensions, reader.language), extensions };
}

/** What graphql-js adds to a name that it does not find. */
function withoutSuggestion(message: string): string {
  // By hand: an expression would look for the end from every place where a caller has written its beginning.
  const start = message.endsWith("?") ? message.indexOf(suggestion) : -1;
  return start < 0 ? message : message.slice(0, start).replace(/ $/, "");
}

const suggestion = "Did you mean ";

function inLanguage(message: string, extensions: Readonly<Record<string, unknown>>, language: Language | undefined) {
  if (language === undefined) return message;
  const own = textIn(extensions["text"], language) ?? half(message, language);
  if (own !== undefined) return own;
  const kind = language === "ja" ? japanese.get(String(extensions["code"])) : undefined;
  return kind === undefined ? message : `${kind} ${message}`;
}

function textIn(text: unknown, language: Language): string | undefined {
  if (typeof text !== "object" || text === null || !(language in text)) return undefined;
  const own: unknown = Object.getOwnPropertyDescriptor(text, language)?.value;
  return typeof own === "string" ? own : undefined;
}

/** A message of the catalogue that came by way of a subgraph stands in both languages. */
function half(message: string, language: Language): string | undefined {
  const [, en, ja] = /^([^\u3040-\u30ff\u4e00-\u9fff]+) \/ (.*[\u3040-\u30ff\u4e00-\u9fff].*)$/s.exec(message) ?? [];
  return language === "ja" && ja !== undefined && en !== undefined ? placeIn(en) + ja : en;
}

/** Where graphql-js found a wrong value stands in its English half only. */
function placeIn(message: string): string {
  const [, variable, place = variable] = wrongValue.exec(message) ?? [];
  return variable === undefined ? "" : `変数の値が正しくありません（"${place}"）。 `;
}

const wrongValue = /^Variable "(\$\w+)" got invalid value (?:.* at "([^"]+)"|.*?); /s;

/** What graphql-js and Apollo Server say in English only is at least named in Japanese. */
const japanese = new Map([
  ["GRAPHQL_PARSE_FAILED", "GraphQL の文書として読めません。"],
  ["GRAPHQL_VALIDATION_FAILED", "問い合わせがスキーマに合いません。"],
  ["OPERATION_RESOLUTION_FAILURE", "実行する操作が決まりません。"],
  ["BAD_USER_INPUT", "変数の値が正しくありません。"],
  ["BAD_REQUEST", "リクエストの形が正しくありません。"],
  ["PERSISTED_QUERY_NOT_FOUND", "このハッシュの文書を知りません。query も送ってください。"],
]);

/** The one of ours that is wanted most; undefined where none is named. */
export function languageOf({ "accept-language": accepted = "" }: IncomingHttpHeaders): Language | undefined {
  const wanted = accepted.slice(0, longestHeader).split(",").map(preference);
  const best = wanted.filter(({ language, weight }) => language !== undefined && weight > 0);
  return best.toSorted((a, b) => b.weight - a.weight)[0]?.language;
}

const longestHeader = 500;

function preference(text: string): { readonly language: Language | undefined; readonly weight: number } {
  const [tag = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const [, quality = "1"] = /^q=([\d.]+)$/.exec(parameters[0] ?? "") ?? [];
  const [name] = tag.split("-");
  return { language: name === "ja" || name === "en" ? name : undefined, weight: Number(quality) || 0 };
}
