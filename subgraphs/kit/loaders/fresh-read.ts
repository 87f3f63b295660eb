/** One read for all who ask at about the same time, and for none of them one that began before they asked. */
export function createFreshRead<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  let next: Promise<T> | undefined;
  const begin = (): Promise<T> => {
    next = undefined;
    const answer = read();
    underWay = answer;
    const end = () => {
      if (underWay === answer) underWay = undefined;
    };
    answer.then(end, end);
    return answer;
  };
  return () => {
    if (next) return next;
    // Whoever asks in the same turn as the first is in time for the same read.
    next = underWay ? underWay.then(begin, begin) : Promise.resolve().then(begin);
    return next;
  };
}
