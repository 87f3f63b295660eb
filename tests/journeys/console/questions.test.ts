import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { buildClientSchema, getIntrospectionQuery, parse, validate } from "graphql";
import { openConsoleHouse } from "./console-house.ts";

const house = openConsoleHouse();
const questions = path.resolve(import.meta.dirname, "../../../gateway/console/browser/questions");

test("the console's questions are ones that the graph answers", async () => {
  const schema = buildClientSchema(await house.asAlice(getIntrospectionQuery()));

  for (const name of readdirSync(questions)) {
    const faults = validate(schema, parse(readFileSync(path.join(questions, name), "utf8")));
    expect([name, faults.map(({ message }) => message)]).toEqual([name, []]);
  }
});
