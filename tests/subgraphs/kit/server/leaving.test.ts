import { expect, test } from "@jest/globals";
import { openDepartment } from "#kit/department/open.ts";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import { ask } from "../../../support/ask.ts";
import { databases } from "../../../support/databases.ts";
import { departmentNamed } from "../../../support/departments.ts";
import { eventually } from "../../../support/hub-process.ts";

test("A subgraph that is told to end says first that it is not ready, and goes on answering until its callers know", async () => {
  const settings = { ...databases[0].newSettings(), drainSeconds: 1 };
  const { url, close } = await serveSubgraph(await openDepartment(departmentNamed("welfare"), settings), settings);
  const readiness = () => fetch(`${url}/health/ready`);
  expect((await readiness()).status).toBe(200);

  const closing = close();
  const leaving = await eventually(readiness, ({ status }) => status === 503);
  const { data } = await ask(url, "{ welfareMeasures { totalCount } }");
  await closing;

  expect(await leaving.json()).toMatchObject({ reasons: [expect.stringContaining("about to end")] });
  expect(data).toEqual({ welfareMeasures: { totalCount: 0 } });
  await expect(readiness()).rejects.toThrow();
});
