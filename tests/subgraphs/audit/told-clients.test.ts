import { describe, expect, test } from "@jest/globals";
import { createToldClients } from "../../../subgraphs/audit/told-clients.ts";

const listed = (name: string, clients?: readonly string[] | null) => {
  const department = { name, sdl: "", url: `http://${name}.invalid/graphql` };
  return clients === undefined ? department : { ...department, clients };
};

describe("the clients that a gateway tells", () => {
  test("are those of all departments asked for, each once", async () => {
    const clients = createToldClients();
    clients.take([
      listed("welfare", ["portal", "app"]),
      listed("education", ["portal"]),
      listed("industry", ["other"]),
    ]);

    expect(await clients.of(["welfare", "education"])).toEqual(["app", "portal"]);
  });

  test("are as they were told last", async () => {
    const clients = createToldClients();
    clients.take([listed("welfare", ["portal"])]);
    clients.take([listed("welfare", [])]);

    expect(await clients.of(["welfare"])).toEqual([]);
  });

  test.each([
    ["nothing was told yet", []],
    ["a gateway counts nothing", [listed("welfare", null), listed("education", ["portal"])]],
    ["a gateway does not say", [listed("welfare"), listed("education", ["portal"])]],
    ["a department is not among those told of", [listed("education", ["portal"])]],
  ])("are unknown where %s", async (_, told) => {
    const clients = createToldClients();
    clients.take(told);

    expect(await clients.of(["welfare", "education"])).toBeNull();
  });
});
