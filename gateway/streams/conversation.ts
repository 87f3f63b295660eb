/** What is being answered on one connection, so that it is closed between answers and not in the midst of one. */
export interface Conversation {
  /** Counts a message until it is answered to the end. */
  answering(answered: Promise<unknown>): void;
  /** Counts a stream among the answers, for as long as it is open; it ends by itself or never. */
  streaming<Value>(answers: AsyncGenerator<Value, void>): AsyncGenerator<Value, void>;
  /** Resolves when nothing is left to answer but streams. */
  pause(): Promise<void>;
  /** How much is being answered, streams included. */
  open(): number;
  /** The same without streams. */
  pending(): number;
}

export function createConversation(): Conversation {
  const underWay = new Set<Promise<unknown>>();
  let streams = 0;
  let waiting: (() => void)[] = [];
  const look = () => {
    if (underWay.size > streams) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  return {
    answering(answered) {
      underWay.add(answered);
      const end = () => {
        underWay.delete(answered);
        look();
      };
      answered.then(end, end);
    },
    async *streaming(answers) {
      streams++;
      look();
      try {
        yield* answers;
      } finally {
        streams--;
      }
    },
    pause: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        look();
      }),
    open: () => underWay.size,
    pending: () => underWay.size - streams,
  };
}
