import { describe, expect, test } from "@jest/globals";
import { ask } from "../support/ask.ts";
import { startEmbedded } from "../support/hub-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("Two hubs that start at the same time on one empty folder", () => {
  test("both serve the same, and neither says that anything is wrong", async () => {
    const settings = { JINKATSU_DATA: temporaryFolder() };

    const hubs = await Promise.all([startEmbedded(settings), startEmbedded(settings)]);

    const answers = await Promise.all(hubs.map(({ url }) => ask(url, "{ measures { totalCount } }")));
    const ready = await Promise.all(hubs.map(async ({ url }) => (await fetch(`${url}/health/ready`)).status));
    const ends = await Promise.all(hubs.map((hub) => hub.stop()));
    expect(answers[0]?.data.measures.totalCount).toBeGreaterThan(0);
    expect(answers[1]).toEqual(answers[0]);
    expect(ready).toEqual([200, 200]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    expect(hubs.flatMap((hub) => hub.log().filter(({ level }) => Number(level) >= 50))).toEqual([]);
  }, 400_000);
});
