/** Receives webhooks over HTTP on loopback, and answers as it is told to. */
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll } from "@jest/globals";
import type { Json } from "./ask.ts";
import { eventually } from "./hub-process.ts";

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: Json;
  /** `Date.now()` when it came. */
  readonly at: number;
}

export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly received: readonly Received[];
  /** Those of one kind, when there are as many. */
  got(event: string, count?: number): Promise<readonly Received[]>;
  /** From now on; 204 unless told. */
  answer(how: Answer): void;
  close(): Promise<void>;
}

export const webhookSecret = `whsec_${Buffer.from("a secret of thirty-two bytes ...").toString("base64")}`;

type Answer = (response: ServerResponse, json: Json) => void;

const open = new Set<Receiver>();

afterAll(async () => {
  await Promise.all([...open].map((each) => each.close()));
});

const thanks: Answer = (response) => response.writeHead(204).end();

/** Closed after the test file. */
export async function receiveWebhooks(port = 0): Promise<Receiver> {
  const received: Received[] = [];
  let reply = thanks;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const json: Json = JSON.parse(body);
    received.push({ headers: request.headers, text: body, json, at: Date.now() });
    reply(response, json);
  });
  await once(server.listen(port, "127.0.0.1"), "listening");
  const taken = (server.address() as AddressInfo).port;
  const of = (event: string) => received.filter(({ json }) => json.event === event);
  const receiver: Receiver = {
    url: `http://127.0.0.1:${taken}/hook`,
    port: taken,
    received,
    got: (event, count = 1) =>
      eventually(
        () => of(event),
        (found) => found.length >= count,
        40_000,
      ),
    answer: (how) => {
      reply = how;
    },
    async close() {
      if (!open.delete(receiver)) return;
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  open.add(receiver);
  return receiver;
}

/** As the Standard Webhooks describe it, in other words than the hub's own. */
export function isSigned({ headers, text: body }: Received, secret = webhookSecret): boolean {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const content = [headers["webhook-id"], headers["webhook-timestamp"], body].join(".");
  const expected = createHmac("sha256", key).update(content).digest("base64");
  const isFresh = Math.abs(Date.now() / 1000 - Number(headers["webhook-timestamp"])) < 300;
  return isFresh && String(headers["webhook-signature"]).split(" ").includes(`v1,${expected}`);
}
