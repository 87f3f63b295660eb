/** Choices of a generated case, all made from whole numbers so that fast-check can shrink them. */
export type Draw = {
  number(min: number, max: number): number;
  flag(): boolean;
  pick<T>(first: T, ...rest: readonly T[]): T;
};

export function drawFrom(number: (min: number, max: number) => number): Draw {
  return {
    number,
    flag: () => number(0, 1) === 1,
    pick: (first, ...rest) => [first, ...rest][number(0, rest.length)] ?? first,
  };
}
