import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SubgraphLink } from "../../../gateway/execution/index.ts";
import { readAnswer } from "../../../gateway/execution/links/http-link.ts";
import { federate } from "./federation.ts";

const notes = {
  sdl: `type Query { notes: [Note!]! } type Note @key(fields: "id") { id: ID! text: String! lines: [String!]! }`,
};
const labels = { sdl: `type Note @key(fields: "id") { id: ID! label: String! }` };

type Note = { readonly id: string; readonly text: string; readonly lines: readonly string[]; readonly label: string };

/** Half of them such as nobody wants to write an escape for. */
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom("富", "山", "e", "😀", "\u2028", "/", " ") }),
  fc.string({ unit: fc.constantFrom('"', "\\", "\n", "\u0000", "\ud800", "a") }),
);

/** As subgraphs elsewhere answer: with a text. */
function answering(given: readonly Note[]): (name: string) => SubgraphLink {
  const data = {
    notes: { notes: given.map(({ id, text, lines }) => ({ __typename: "Note", id, text, lines })) },
    labels: { _entities: given.map(({ label }) => ({ label })) },
  };
  return (name) => ({
    execute: async () => readAnswer(JSON.stringify({ data: name === "notes" ? data.notes : data.labels })),
  });
}

describe("a text of a subgraph", () => {
  test("reaches the client as it is, whatever stands in it and in the others", async () => {
    const given: { notes: readonly Note[] } = { notes: [] };
    const { run, stop } = await federate(
      { notes, labels },
      { wrap: (name) => ({ execute: (request) => answering(given.notes)(name).execute(request) }) },
    );
    const note = fc.record({ text: anyText, lines: fc.array(anyText, { maxLength: 2 }), label: anyText });
    await fc.assert(
      fc.asyncProperty(fc.array(note, { minLength: 1, maxLength: 3 }), async (drawn) => {
        given.notes = drawn.map((each, index) => ({ id: String(index), ...each }));
        const { data, errors } = await run("{ notes { text label lines id } }");
        expect(errors).toBeUndefined();
        expect(data).toEqual({ notes: given.notes });
      }),
      { numRuns: 300 },
    );
    await stop();
  });

  test("is known to need no escape only where the answer has none", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const written = JSON.stringify({ data: { text } });
        const { isPlain } = readAnswer(written);
        expect(isPlain).toBe(written === `{"data":{"text":"${text}"}}`);
      }),
      { numRuns: 500 },
    );
  });
});
