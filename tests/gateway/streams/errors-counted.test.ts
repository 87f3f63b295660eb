import { expect, test } from "@jest/globals";
import { send } from "../../support/raw-http.ts";
import { startSmallHub } from "../../support/small-hub.ts";
import { changingTowns, document, overWebSocket, rest } from "./changing-towns.ts";

test("Errors over a WebSocket are counted by their codes, once for each operation that is answered with them", async () => {
  const { bell, towns, mayors } = changingTowns();
  const hub = await startSmallHub({ towns, mayors });
  const client = overWebSocket(hub.url);
  await rest(client.subscribe({ query: "{ town { id } }" }));
  await rest(client.subscribe({ query: "{ nothing }" }));
  await rest(client.subscribe({ query: "{ nothing }" }));

  const subscription = client.subscribe({ query: document, variables: { prefix: "" } });
  const first = subscription.next();
  while (bell.open === 0) await new Promise(setImmediate);
  bell.ring({ id: "nobody", name: "Nowhere" });
  bell.ring({ id: "nobody", name: "Nowhere" });
  const [one, other] = [await first, await subscription.next()];
  await subscription.return();

  const { body } = await send(hub.url, { method: "GET", path: "/metrics" });
  const counted = body.split("\n").filter((line) => line.startsWith("jinkatsu_errors_total"));
  const [{ extensions }] = one.value.errors;
  expect(other.value.errors).toMatchObject([{ extensions: { code: extensions.code } }]);
  expect(counted.toSorted()).toEqual(
    [
      'jinkatsu_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 2',
      `jinkatsu_errors_total{code="${extensions.code}"} 1`,
    ].toSorted(),
  );
});
