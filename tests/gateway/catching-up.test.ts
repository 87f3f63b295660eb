import { describe, expect, test } from "@jest/globals";
import { send } from "../support/raw-http.ts";
import { openHub, subgraphOf } from "../support/test-hub.ts";

const towns = subgraphOf("towns", "type Query { town: String }", { Query: { town: () => "Himi" } });

describe("A hub that catches up with its departments before it serves", () => {
  test("answers that it lives, and says how far it is until it is ready", async () => {
    const hub = await openHub();
    const asked = async (path: string) => {
      const { status, body } = await send(hub.url, { method: "GET", path });
      return [status, JSON.parse(body)];
    };

    hub.waitFor("catching up with the departments: 5000 of 20000 changes");
    const [live, before] = [await asked("/health/live"), await asked("/health/ready")];
    await hub.serve({ local: [towns], elsewhere: [] });
    hub.waitFor("told too late");

    expect(live).toEqual([200, { status: "live" }]);
    expect(before).toEqual([
      503,
      { status: "not ready", reasons: ["catching up with the departments: 5000 of 20000 changes"] },
    ]);
    expect(await asked("/health/ready")).toEqual([200, { status: "ready", notes: [] }]);
  });
});
