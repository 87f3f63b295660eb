/** Counts what is open, over one graph and the next. */
export interface Places {
  readonly limit: number;
  /** False where all are taken; what is taken must be freed. */
  take(): boolean;
  free(): void;
}

export function createPlaces(limit: number): Places {
  let taken = 0;
  return {
    limit,
    take() {
      if (taken >= limit) return false;
      taken++;
      return true;
    },
    free() {
      taken--;
    },
  };
}
