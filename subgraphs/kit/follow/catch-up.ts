/** How far several followers have come with all departments together. */
import type { FollowOptions } from "./follower.ts";

/** Changes that are known, of those that there are; each counts for every follower. */
export type TellCatchUp = (known: number, all: number) => void;

type OnProgress = NonNullable<FollowOptions["onProgress"]>;

/** What a follower is to be given, by its name. */
export function createCatchUp(tell: TellCatchUp): (follower: string) => OnProgress {
  const progress = new Map<string, { readonly known: number; readonly last: number }>();
  return (follower) => (department, known, last) => {
    progress.set(`${follower} ${department}`, { known, last });
    const each = [...progress.values()];
    tell(
      each.reduce((sum, { known: some }) => sum + some, 0),
      each.reduce((sum, { last: some }) => sum + some, 0),
    );
  };
}
