/** HTTP requests as no polite client sends them. */
import { type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";

export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** False for a connection of its own. */
  readonly agent?: false;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export function send(url: string, { method = "POST", path = "/graphql", headers = {}, body = "", agent }: RawRequest) {
  return new Promise<RawResponse>((resolve, reject) => {
    const outgoing = request(new URL(url), { method, path, headers, ...(agent === false && { agent }) }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** A GraphQL request in JSON. */
export function post(url: string, content: object, headers: Readonly<Record<string, string>> = {}) {
  return send(url, { headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(content) });
}

/** Sends a beginning and hangs up. */
export function hangUp(url: string, text: string): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text, () => socket.destroy()));
    socket.on("close", () => resolve());
    socket.on("error", reject);
  });
}
