import { expect, test } from "@jest/globals";
import { describeOnDatabases } from "../../support/databases.ts";
import { killOnce } from "../../support/kill-publishers.ts";

describeOnDatabases("a publisher that is killed at a moment of chance", (on) => {
  test("leaves the old version or the new one, never anything between, and nothing lost that was acknowledged", async () => {
    const settings = on.newSettings();
    let before = 0;

    for (let time = 0; time < 15; time++) {
      const { acknowledged, stored, faults } = await killOnce(settings, before);

      expect(faults).toEqual([]);
      expect([acknowledged, acknowledged + 1]).toContain(stored);
      before = stored;
    }

    expect(before).toBeGreaterThan(15);
  }, 400_000);
});
