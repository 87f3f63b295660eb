import { expect, test } from "@jest/globals";
import { errors } from "#kit/errors.ts";
import { createAnswerHealth } from "../../../subgraphs/audit/answer-health.ts";

/** A reading that ends when the test says so. */
function readings() {
  const open: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  const read = () => new Promise<void>((resolve, reject) => open.push({ resolve, reject }));
  return { open, read };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("An audit that has read nothing yet lets whoever asks wait, and says what came of it", async () => {
  const { open, read } = readings();
  const { findObstacle } = createAnswerHealth(read);

  const asked = [findObstacle(), findObstacle()];
  open[0]?.reject(errors.auditTrailAltered(3));

  for (const obstacle of await Promise.all(asked)) expect(obstacle).toMatchObject({ code: "AUDIT_TRAIL_ALTERED" });
});

test("An audit that is slow is no obstacle: what its last reading came to holds, however long the next one takes", async () => {
  const { open, read } = readings();
  const { findObstacle } = createAnswerHealth(read);
  const first = findObstacle();
  open[0]?.resolve();
  await first;

  const meanwhile = [await findObstacle(), await findObstacle(), await findObstacle()];
  open[1]?.reject(new Error("gone"));
  await settled();
  const afterwards = await findObstacle();
  open[2]?.resolve();
  await settled();

  expect(open).toHaveLength(3);
  expect(meanwhile).toEqual([undefined, undefined, undefined]);
  expect(afterwards).toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
  expect(await findObstacle()).toBeUndefined();
});
