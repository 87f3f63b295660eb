import { describe, expect, test } from "@jest/globals";
import { federate } from "./federation.ts";
import { people, registry, weather } from "./towns.ts";

describe("a name that the client chooses", () => {
  test.each([
    ["of a key", `{ town(id: "1") { id: name rain } }`, { id: "Namerikawa", rain: 10 }],
    [
      "of a required field",
      `{ town(id: "1") { area: name rainPerHectare } }`,
      { area: "Namerikawa", rainPerHectare: "rain per 1 ha" },
    ],
    [
      "of a type's name",
      `{ town(id: "1") { kind: __typename constructor: name } }`,
      { kind: "Town", constructor: "Namerikawa" },
    ],
  ])("may be that %s", async (_, query, town) => {
    const { run, stop } = await federate({ registry, people, weather });

    expect(await run(query)).toEqual({ data: { town } });

    await stop();
  });

  test("may be __proto__", async () => {
    const { run, stop } = await federate({ registry, people, weather });

    const { data } = await run(`{ town(id: "1") { __proto__: mayor { toString: name } } }`);

    expect(JSON.stringify(data)).toBe(`{"town":{"__proto__":{"toString":"Person p1"}}}`);
    await stop();
  });

  test("may be $representations", async () => {
    const { run, stop } = await federate({ registry, people, weather });

    const answer = await run("query ($representations: ID!) { town(id: $representations) { rain } }", {
      representations: "2",
    });

    expect(answer).toEqual({ data: { town: { rain: 20 } } });
    await stop();
  });

  test("runs a mutation once for each name it is given", async () => {
    const { run, asked, stop } = await federate({ registry, people, weather });

    const answer = await run(
      `mutation { a: rename(id: "1", name: "A") { name } b: rename(id: "1", name: "A") { name rain } }`,
    );

    expect(answer).toEqual({ data: { a: { name: "A" }, b: { name: "A", rain: 10 } } });
    expect(asked[0]?.operation.text.match(/rename\(/g)).toHaveLength(2);
    await stop();
  });
});
