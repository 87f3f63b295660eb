import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createHttpLink, type SubgraphLink, type SubgraphRequest } from "../../../gateway/execution/index.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

type Peer = { readonly url: string; readonly sockets: Socket[]; readonly questions: string[] };

/** Has `respond` write whatever bytes it likes, once for each question that has come in whole. */
async function listen(respond: (socket: Socket, question: number) => void): Promise<Peer> {
  const sockets: Socket[] = [];
  const questions: string[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    let received = "";
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      received += bytes;
      const length = Number(/content-length: (\d+)/.exec(received)?.[1] ?? Number.NaN);
      if (Buffer.byteLength(received) < received.indexOf("\r\n\r\n") + 4 + length) return;
      questions.push(received);
      received = "";
      respond(socket, questions.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => close(server, sockets));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, sockets, questions };
}

function close(server: Server, sockets: readonly Socket[]): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}

function linkTo({ url }: Peer, connections = 4): SubgraphLink {
  const link = createHttpLink({ url, connections, largestAnswerBytes: 1000 });
  stops.unshift(() => link.close?.());
  return link;
}

const request: SubgraphRequest = {
  subgraph: "towns",
  operation: {
    kind: "query",
    name: undefined,
    text: "{x}",
    quotedText: `"{x}"`,
    document: { kind: "Document" as never, definitions: [] },
  },
  variables: {},
  variablesText: `{"a":"富山"}`,
  client: { context: {}, headers: [] },
};

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

const body = `{"data":{"x":"富山"}}`;
const length = Buffer.byteLength(body);
const whole = `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n${body}`;
const answer = { data: { x: "富山" }, isPlain: true };

function chunked(text: string, sizes: readonly number[]): string {
  const bytes = Buffer.from(text);
  let start = 0;
  const chunks = [...sizes, bytes.length].map((size) => {
    const chunk = bytes.subarray(start, start + size);
    start += chunk.length;
    return chunk.length ? `${chunk.length.toString(16)}\r\n${chunk.toString("latin1")}\r\n` : "";
  });
  return `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks.join("")}0\r\n\r\n`;
}

describe("a subgraph's answer", () => {
  test.each([
    ["with its length", Buffer.from(whole)],
    ["in chunks that cut a character", Buffer.from(chunked(body, [3, 13, 1]), "latin1")],
    [
      "in chunks with extensions and a trailer",
      Buffer.from(
        chunked(body, [1, 2])
          .replace("1\r\n", "1;a=b\r\n")
          .replace(/0\r\n\r\n$/, "0\r\nX: y\r\n\r\n"),
        "latin1",
      ),
    ],
    [
      "after preliminary ones",
      Buffer.from(`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n${whole}`),
    ],
  ])("is read %s, however it is cut", async (_, bytes) => {
    const peer = await listen((socket, question) => {
      if (question === 1) socket.write(bytes);
      else for (const byte of bytes) socket.write(Buffer.of(byte));
    });
    const link = linkTo(peer);

    expect(await link.execute(request)).toEqual(answer);
    expect(await link.execute(request)).toEqual(answer);
    expect(peer.sockets).toHaveLength(1);
  });

  test("ends with the connection where it says no other end", async () => {
    const peer = await listen((socket) => socket.end(`HTTP/1.1 200 OK\r\n\r\n${body}`));

    expect(await linkTo(peer).execute(request)).toEqual(answer);
  });

  test("is none if it is not UTF-8, even where only the connection ends it", async () => {
    const peer = await listen((socket) => void socket.end(`HTTP/1.1 200 OK\r\n\r\n{"data":{"x":"\xff"}}`, "latin1"));

    await expect(linkTo(peer).execute(request)).rejects.toMatchObject({ code: "SUBGRAPH_ANSWER_INVALID" });
  });

  test("is read whatever its status, and has no body where the status says so", async () => {
    const peer = await listen((socket, question) => {
      if (question === 1) socket.write(whole.replace("200 OK", "500 Internal Server Error"));
      else socket.write(`HTTP/1.1 204 No Content\r\n\r\n`);
    });
    const link = linkTo(peer);

    expect(await link.execute(request)).toEqual(answer);
    await expect(link.execute(request)).rejects.toMatchObject({ code: "SUBGRAPH_ANSWER_INVALID" });
  });

  test.each([
    ["has both a length and chunks", chunked(body, []).replace("\r\n\r\n", `\r\nContent-Length: ${length}\r\n\r\n`)],
    ["has two lengths", whole.replace("\r\n\r\n", `\r\nContent-Length: ${length}\r\n\r\n`)],
    ["has a list for a length", whole.replace(`${length}`, `${length}, ${length}`)],
    ["has a length with a sign", whole.replace(`${length}`, `+${length}`)],
    ["is encoded otherwise than in chunks", chunked(body, []).replace("chunked", "gzip, chunked")],
    ["has chunks in HTTP/1.0", chunked(body, []).replace("HTTP/1.1", "HTTP/1.0")],
    ["continues a header line on the next", whole.replace("\r\n\r\n", "\r\nX: a\r\n b\r\n\r\n")],
    ["has a space before a colon", whole.replace("Length:", "Length :")],
    ["has a bare line feed in its head", whole.replace("\r\n\r\n", "\r\nX: a\nContent-Length: 2\r\n\r\n")],
    ["has a zero byte in its head", whole.replace("\r\n\r\n", "\r\nX: a\0\r\n\r\n")],
    ["is of another protocol", "SSH-2.0-x\r\n\r\n"],
    ["points elsewhere", whole.replace("200 OK", "302 Found")],
    ["is no JSON by its type", whole.replace("\r\n", "\r\nContent-Type: text/html\r\n")],
    ["is compressed", whole.replace("\r\n", "\r\nContent-Encoding: gzip\r\n")],
    ["is not UTF-8", `HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{"data":{"x":"\xff"}}`],
    ["changes the protocol", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"],
    ["has a head without an end", `HTTP/1.1 200 OK\r\n${"X: y\r\n".repeat(5000)}`],
    ["has no end of preliminary answers", "HTTP/1.1 100 Continue\r\n\r\n".repeat(2000)],
    ["says that it is too long", whole.replace(`${length}`, "1001")],
    ["is too long in chunks", chunked("x".repeat(2000), [900])],
    ["is too long without an end", `HTTP/1.1 200 OK\r\n\r\n${"x".repeat(2000)}`],
    ["has a chunk without a length", chunked(body, []).replace(/\r\n\r\n\w+/, "\r\n\r\n0x5")],
    ["has a chunk longer than its length", chunked(body, [3]).replace("\r\n0\r\n", "y\r\n0\r\n")],
    ["has no end of trailers", `${chunked(body, []).slice(0, -2)}${"X: y\r\n".repeat(5000)}`],
    [
      "has chunks that say nothing for long",
      chunked(body, []).replace(/\r\n\r\n(\w+)/, `\r\n\r\n$1;${"x".repeat(20_000)}`),
    ],
  ])("is none if it %s, and its connection is not used again", async (_, text) => {
    const peer = await listen(
      (socket, question) => void socket.write(question === 1 ? Buffer.from(text, "latin1") : whole),
    );
    const link = linkTo(peer);

    await expect(link.execute(request)).rejects.toMatchObject({ code: "SUBGRAPH_ANSWER_INVALID" });

    expect(await link.execute(request)).toEqual(answer);
    expect(peer.sockets).toHaveLength(2);
    expect(peer.questions).toHaveLength(2);
  });

  test.each([
    ["in its head", "HTTP/1.1 200 OK\r\nContent-Le"],
    ["in its body", whole.slice(0, -3)],
    ["between its chunks", chunked(body, [3]).slice(0, -5)],
  ])("is none if it breaks off %s, and is not asked for again", async (_, text) => {
    const peer = await listen((socket) => void socket.end(Buffer.from(text, "latin1")));

    await expect(linkTo(peer).execute(request)).rejects.toMatchObject({ code: "SUBGRAPH_UNREACHABLE" });
    expect(peer.questions).toHaveLength(1);
  });
});

describe("a connection to a subgraph", () => {
  test("carries one question after the other", async () => {
    const peer = await listen((socket) => void socket.write(whole));
    const link = linkTo(peer);

    for (let count = 0; count < 3; count++) await link.execute(request);

    expect(peer.sockets).toHaveLength(1);
    expect(peer.questions[2]).toBe(peer.questions[0]);
    expect(peer.questions[0]).toContain(`{"query":"{x}","variables":{"a":"富山"}}`);
  });

  test.each([
    ["brought more than the answer", `${whole}HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{"data":null}`],
    ["is to be closed", whole.replace("\r\n", "\r\nConnection: foo, Close\r\n")],
    ["is about to be closed", whole.replace("\r\n", "\r\nKeep-Alive: timeout=1\r\n")],
    ["is one of HTTP/1.0", whole.replace("HTTP/1.1", "HTTP/1.0")],
  ])("is not used again if it %s", async (_, text) => {
    const peer = await listen((socket) => void socket.write(text));
    const link = linkTo(peer);

    expect(await link.execute(request)).toEqual(answer);
    expect(await link.execute(request)).toEqual(answer);
    expect(peer.sockets).toHaveLength(2);
  });

  test("is not used again if something came unasked", async () => {
    const peer = await listen((socket) => void socket.write(whole));
    const link = linkTo(peer);
    await link.execute(request);

    peer.sockets[0]?.write(whole.replace("富山", "富士"));
    await new Promise((resolve) => peer.sockets[0]?.once("close", resolve));

    expect(await link.execute(request)).toEqual(answer);
    expect(peer.sockets).toHaveLength(2);
  });

  test("that the subgraph closed unused is replaced, and the question asked once more", async () => {
    const peer = await listen((socket, question) => {
      if (question === 2) socket.resetAndDestroy();
      else socket.write(whole);
    });
    const link = linkTo(peer, 1);

    expect(await link.execute(request)).toEqual(answer);
    expect(await link.execute(request)).toEqual(answer);
    expect(peer.questions).toHaveLength(3);
  });

  test("that is new and closed says that the subgraph cannot be reached", async () => {
    const peer = await listen((socket, question) => {
      if (question === 1) socket.write(whole);
      else socket.resetAndDestroy();
    });
    const link = linkTo(peer);

    await link.execute(request);

    await expect(link.execute(request)).rejects.toMatchObject({ code: "SUBGRAPH_UNREACHABLE" });
    expect(peer.questions).toHaveLength(3);
  });

  test("never carries a change twice", async () => {
    const peer = await listen((socket, question) => {
      if (question === 1) socket.write(whole);
      else socket.resetAndDestroy();
    });
    const link = linkTo(peer);
    const change = { ...request, operation: { ...request.operation, kind: "mutation" as const } };

    await link.execute(change);

    await expect(link.execute(change)).rejects.toMatchObject({ code: "SUBGRAPH_UNREACHABLE" });
    expect(peer.questions).toHaveLength(2);
  });

  test("is one of no more than are allowed, and the questions that wait are asked in their order", async () => {
    const open: Socket[] = [];
    const peer = await listen((socket) => {
      open.push(socket);
      if (open.length === 2) for (const each of open.splice(0)) each.write(whole);
    });
    const link = linkTo(peer, 2);

    const answers = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((a) => link.execute({ ...request, variablesText: `{"a":${a}}` })),
    );

    expect(answers).toEqual(Array.from({ length: 6 }, () => answer));
    expect(peer.sockets).toHaveLength(2);
    expect(peer.questions.map((text) => /"a":(\d)/.exec(text)?.[1]).join("")).toMatch(/^(01|10)(23|32)(45|54)$/);
  });

  test.each(["query", "mutation"] as const)("is one of 64 at most, for each %s of many", async (kind) => {
    const waiting: Socket[] = [];
    const peer = await listen((socket) => waiting.push(socket));
    const link = createHttpLink({ url: peer.url });
    stops.unshift(() => link.close?.());
    const operation = { ...request.operation, kind };

    const all = Promise.all(Array.from({ length: 200 }, () => link.execute({ ...request, operation })));
    while (waiting.length < 64) await turn();
    for (let more = 0; more < 20; more++) await turn();
    const openAtOnce = peer.sockets.length;
    const answering = setInterval(() => {
      for (const socket of waiting.splice(0)) socket.write(whole);
    }, 1);
    const answers = await all;
    clearInterval(answering);

    expect([openAtOnce, peer.sockets.length, answers.length, peer.questions.length]).toEqual([64, 64, 200, 200]);
  });

  test("is given up with the request that waits for it", async () => {
    const leaving = new AbortController();
    const peer = await listen((socket, question) => {
      if (question === 1) leaving.abort(new Error("left"));
      else socket.write(whole);
    });
    const link = linkTo(peer, 1);
    const { signal } = leaving;

    const [first, second] = await Promise.allSettled([
      link.execute({ ...request, signal }),
      link.execute({ ...request, signal }),
    ]);

    for (const each of [first, second])
      expect(each).toMatchObject({
        status: "rejected",
        reason: { code: "SUBGRAPH_UNREACHABLE", cause: { message: "left" } },
      });
    expect(await link.execute(request)).toEqual(answer);
    expect(peer.questions).toHaveLength(2);
  });

  test("is closed with its link, once what is under way has ended", async () => {
    let release: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const peer = await listen((socket) => {
      release();
      socket.write(whole.slice(0, 20));
    });
    const link = createHttpLink({ url: peer.url });
    const underWay = link.execute(request);
    await asked;

    const closing = link.close?.();
    peer.sockets[0]?.write(whole.slice(20));

    expect(await underWay).toEqual(answer);
    await closing;
    await expect(link.execute(request)).rejects.toMatchObject({ code: "SUBGRAPH_UNREACHABLE" });
  });
});

describe("a question to a subgraph", () => {
  test("cannot be split by what is passed on with it", async () => {
    const peer = await listen((socket) => void socket.write(whole));
    const link = createHttpLink({ url: peer.url, headersFor: () => ({ "x-note": "a\r\ncontent-length: 0" }) });
    stops.unshift(() => link.close?.());

    await expect(link.execute(request)).rejects.toThrow();
    expect(peer.questions).toHaveLength(0);
  });

  test("carries text beyond ASCII in a header as HTTP has it", async () => {
    const peer = await listen((socket) => void socket.write(whole));
    const link = createHttpLink({ url: peer.url, headersFor: () => ({ "x-note": "é" }) });
    stops.unshift(() => link.close?.());

    expect(await link.execute(request)).toEqual(answer);
    expect(peer.questions).toHaveLength(1);
  });
});
