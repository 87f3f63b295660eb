/** One connection to a subgraph, for one exchange at a time. */
import { connect, type LookupFunction, type Socket } from "node:net";
import type { HttpAnswer } from "../answer-kind.ts";
import { AnswerReader } from "./answer-reader.ts";
import { AnswerFault } from "./head.ts";

export type Address = {
  readonly host: string;
  readonly port: number;
  /** How the host is resolved, for each connection anew. */
  readonly lookup?: LookupFunction;
};

export type Exchange = {
  /** Head and body, ready to be sent. */
  readonly text: string;
  readonly largestBody: number;
  onAnswer(answer: HttpAnswer): void;
  /** `wasGone` where the peer closed a kept connection and said nothing: it may have done so before it was asked. */
  onFailure(cause: Error, wasGone: boolean): void;
};

export type ConnectionOwner = {
  onFree(connection: Connection): void;
  /** It takes no further exchange. */
  onUseless(connection: Connection): void;
  onClosed(connection: Connection): void;
};

/** Generous: the deadlines that clients notice are kept around the link. */
const connectWithin = 10_000;
const answerWithin = 300_000;

/** Most answers fit. */
const bytesAtOnce = 64 * 1024;

export class Connection {
  readonly #socket: Socket;
  readonly #owner: ConnectionOwner;
  #exchange: Exchange | undefined;
  #reader: AnswerReader | undefined;
  #wasKept = false;
  #isTouched = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(address: Address, owner: ConnectionOwner) {
    this.#owner = owner;
    const buffer = Buffer.allocUnsafeSlow(bytesAtOnce);
    const callback = (length: number) => this.#onBytes(buffer.subarray(0, length));
    const socket = connect({ ...address, noDelay: true, onread: { buffer, callback } });
    socket.once("connect", () => this.#expectWithin(answerWithin));
    socket.once("end", () => this.#onEnd());
    socket.on("error", (cause) => this.#drop(cause, true));
    socket.once("close", () => this.#onClose());
    this.#socket = socket;
  }

  /** Only for a connection that is new or free. */
  begin(exchange: Exchange): void {
    this.#exchange = exchange;
    this.#reader = new AnswerReader(exchange.largestBody);
    this.#isTouched = false;
    this.#expectWithin(this.#socket.connecting ? connectWithin : answerWithin);
    this.#socket.write(exchange.text);
  }

  close(cause: Error): void {
    this.#drop(cause, false);
  }

  #onBytes(bytes: Buffer): boolean {
    this.#isTouched = true;
    const answer = this.#readable(() => (this.#reader ? this.#reader.push(bytes) : unasked()));
    if (answer) this.#onAnswer(answer);
    return true;
  }

  #onEnd(): void {
    const answer = this.#readable(() => this.#reader?.end());
    if (answer) this.#onAnswer(answer);
    else this.#drop(new Error("The connection was closed before the answer was complete"), true);
  }

  #readable(read: () => HttpAnswer | undefined): HttpAnswer | undefined {
    try {
      return read();
    } catch (fault) {
      this.#drop(fault instanceof Error ? fault : new Error("The answer cannot be read", { cause: fault }), false);
      return undefined;
    }
  }

  #onAnswer(answer: HttpAnswer): void {
    const exchange = this.#exchange;
    // Where the question is still being sent, its rest would be taken for the next.
    const keptFor = this.#socket.writableLength === 0 ? this.#reader?.keptFor : undefined;
    this.#exchange = undefined;
    this.#reader = undefined;
    if (keptFor === undefined) this.#drop(new Error("Not kept"), false);
    else this.#keep(keptFor);
    exchange?.onAnswer(answer);
  }

  #keep(milliseconds: number): void {
    this.#wasKept = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#drop(new Error("Not used"), false), milliseconds).unref();
    this.#owner.onFree(this);
  }

  #expectWithin(milliseconds: number): void {
    clearTimeout(this.#timer);
    const cause = () => new Error(`No answer came within ${milliseconds} ms`);
    this.#timer = setTimeout(() => this.#drop(cause(), false), milliseconds).unref();
  }

  #drop(cause: Error, isByPeer: boolean): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    this.#reader = undefined;
    clearTimeout(this.#timer);
    this.#socket.destroy();
    this.#owner.onUseless(this);
    exchange?.onFailure(cause, isByPeer && this.#wasKept && !this.#isTouched);
  }

  #onClose(): void {
    this.#drop(new Error("The connection was closed"), true);
    this.#owner.onClosed(this);
  }
}

function unasked(): never {
  throw new AnswerFault("An answer came to no question");
}
