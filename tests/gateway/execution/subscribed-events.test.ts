/** The events of a subgraph that is subscribed to over HTTP. */
import { describe, expect, test } from "@jest/globals";
import { readEvents } from "../../../gateway/execution/subscribe/server-sent-events.ts";
import { collect } from "../../support/collect.ts";
import { growthOf, linearAtMost } from "../../support/growth.ts";

async function* chunksOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

const eventsIn = (text: string, size: number, largest = 1_000_000_000) =>
  collect(readEvents(chunksOf(text, size), largest));

describe("a subgraph's events", () => {
  const text = "event: next\r\ndata: 富山\r\n\r\n: alive\n\ndata: a\ndata: b\n\nevent: complete\rdata\r\r";

  test.each([1, 2, 3, 4, 5, 1_000])("are the same in chunks of %d bytes", async (size) => {
    expect(await eventsIn(text, size)).toEqual([
      { event: "next", data: "富山" },
      { event: "message", data: "a\nb" },
      { event: "complete", data: "" },
    ]);
  });

  test("take work that grows with an event, and not with its square", async () => {
    const growth = await growthOf((length) => {
      const large = `data: ${"x".repeat(length)}\n\n`;
      return () => eventsIn(large, 1_000);
    }, 400_000);

    expect(growth).toBeLessThan(linearAtMost);
  });

  test("are broken off where one is larger than it may be", async () => {
    await expect(eventsIn(`data: ${"x".repeat(100)}`, 10, 50)).rejects.toThrow(RangeError);
  });
});
