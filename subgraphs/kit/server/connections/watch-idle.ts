/** Ends what nobody has used for a while. */

export interface IdleWatch {
  /** Whatever is used now counts as used until the next look at least. */
  touch(): void;
  stop(): void;
}

interface WatchIdleOptions {
  readonly idleMs: number;
  readonly isBusy: () => boolean;
  readonly onIdle: () => void;
}

/** Looks in a wait, so that the end comes up to a quarter late. */
const looks = 4;

export function watchIdle({ idleMs, isBusy, onIdle }: WatchIdleOptions): IdleWatch {
  let since = performance.now();
  const touch = () => {
    since = performance.now();
  };
  const look = () => {
    if (isBusy()) touch();
    else if (performance.now() - since >= idleMs) onIdle();
  };
  const timer = setInterval(look, Math.ceil(idleMs / looks)).unref();
  return { touch, stop: () => clearInterval(timer) };
}
