import { describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { largestTogether } from "../../gateway/execution/text-size.ts";
import { keepDocuments } from "../../gateway/kept-documents.ts";

const textOf = (length: number) => `{ name } #${"x".repeat(length - 10)}`;

describe("the documents that are kept", () => {
  test("hold on to no more text than is allowed for all together, whatever callers send", async () => {
    const documents = keepDocuments();
    const length = 60_000;
    const sent = 2 * Math.ceil(largestTogether / length);

    for (let at = 0; at < sent; at++) await documents.set(`${at}`, parse(textOf(length)));

    const found = await Promise.all(Array.from({ length: sent }, (_, at) => documents.get(`${at}`)));
    const kept = found.filter((document) => document !== undefined).length;
    expect([kept * length <= largestTogether, (kept + 1) * length > largestTogether]).toEqual([true, true]);
  });

  test("are none that are mostly something else than an operation", async () => {
    const documents = keepDocuments();

    await documents.set("short", parse(textOf(64_000)));
    await documents.set("long", parse(textOf(66_000)));

    expect([await documents.get("short"), await documents.get("long")]).toEqual([expect.anything(), undefined]);
  });
});
