import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  buildClientSchema,
  type DocumentNode,
  type GraphQLSchema,
  getIntrospectionQuery,
  parse,
  validate,
} from "graphql";
import { answerTypeOf } from "../../support/answer-type.ts";
import { typeFaults } from "../../support/type-faults.ts";
import { openConsoleHouse } from "./console-house.ts";

const house = openConsoleHouse();
const browser = path.resolve(import.meta.dirname, "../../../gateway/console/browser");

const questions: ReadonlyMap<string, DocumentNode> = new Map(
  readdirSync(path.join(browser, "questions")).map((file) => [
    path.basename(file, ".graphql"),
    parse(readFileSync(path.join(browser, "questions", file), "utf8")),
  ]),
);

describe("the console's questions", () => {
  let schema: GraphQLSchema;

  beforeAll(async () => {
    schema = buildClientSchema(await house.asAlice(getIntrospectionQuery()));
  });

  /** That each question is answered with what is declared, and that no more is declared than is asked. */
  const program = (typeOf: (name: string, question: DocumentNode) => string) =>
    [
      'import type { Answers } from "./answers.d.ts";',
      ...[...questions].map(
        ([name, question], at) =>
          `export const answer${at}: Answers[${JSON.stringify(name)}] = null as unknown as ${typeOf(name, question)};`,
      ),
      `export const named: Record<keyof Answers, true> = { ${[...questions.keys()].map((name) => `${JSON.stringify(name)}: true`).join(", ")} };`,
    ].join("\n");

  test("are ones that the graph answers", () => {
    for (const [name, question] of questions)
      expect([name, validate(schema, question).map(({ message }) => message)]).toEqual([name, []]);
  });

  test("are answered with what answers.d.ts says, all of them and no others", () => {
    expect(
      typeFaults(
        browser,
        program((_, question) => answerTypeOf(schema, question)),
      ),
    ).toEqual([]);
  });

  test("would be found out where answers.d.ts took a field that may be null for one that is there", () => {
    const withNull = program((name, question) => {
      const type = answerTypeOf(schema, question);
      return name === "matrix" ? type.replace('"pairCount": number', '"pairCount": number | null') : type;
    });

    expect(typeFaults(browser, withNull)).toEqual([expect.stringContaining("pairCount")]);
  });
});
