/** Something that happens when a test says so: the source of a subgraph's subscription. */
export class Bell<Event> {
  readonly #listeners = new Set<Listener<Event>>();

  /** Subscriptions that are open now. */
  get open(): number {
    return this.#listeners.size;
  }

  ring(event: Event): void {
    for (const listener of this.#listeners) listener.hear(event);
  }

  end(): void {
    for (const listener of this.#listeners) listener.return();
  }

  /** An iterator for one subscription. */
  listen(): AsyncIterableIterator<Event> {
    const listener = new Listener<Event>(() => this.#listeners.delete(listener));
    this.#listeners.add(listener);
    return listener;
  }
}

class Listener<Event> implements AsyncIterableIterator<Event> {
  readonly #heard: Event[] = [];
  readonly #leave: () => void;
  #waiting: ((result: IteratorResult<Event, undefined>) => void)[] = [];
  #isOver = false;

  constructor(leave: () => void) {
    this.#leave = leave;
  }

  hear(event: Event): void {
    const next = this.#waiting.shift();
    if (next) next({ done: false, value: event });
    else this.#heard.push(event);
  }

  next(): Promise<IteratorResult<Event, undefined>> {
    const [event, ...rest] = this.#heard;
    if (event !== undefined) {
      this.#heard.splice(0, this.#heard.length, ...rest);
      return Promise.resolve({ done: false, value: event });
    }
    if (this.#isOver) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  return(): Promise<IteratorResult<Event, undefined>> {
    this.#isOver = true;
    this.#leave();
    for (const resolve of this.#waiting.splice(0)) resolve({ done: true, value: undefined });
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator]() {
    return this;
  }
}
