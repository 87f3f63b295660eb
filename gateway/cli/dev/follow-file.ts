/** Tells of each new text of a file, however an editor saves it: in place, or by putting another file there under its name. */
import { type FSWatcher, readFileSync, unwatchFile, watch, watchFile } from "node:fs";
import path from "node:path";

export interface FollowedFile {
  close(): void;
}

/** Looked at so often as well, in milliseconds: network drives and some containers tell of no change. */
const interval = 1_000;

/** An editor may write a file in several steps; in milliseconds. */
const quiet = 80;

/** `known` is the text that was read already. */
export function followFile(file: string, known: string, onText: (text: string) => void): FollowedFile {
  let last = known;
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    const text = textOf(file);
    // Absent for a moment while another takes its place, or empty while it is written.
    if (text === undefined || text.trim() === "" || text === last) return;
    last = text;
    onText(text);
  };
  const lookSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(look, quiet);
  };
  const watcher = watchFolder(file, lookSoon);
  watchFile(file, { interval }, lookSoon);
  return {
    close() {
      clearTimeout(timer);
      watcher?.close();
      unwatchFile(file, lookSoon);
    },
  };
}

/** The folder, because a file that is put in another's place is another file. Undefined where the system cannot. */
function watchFolder(file: string, onChange: () => void): FSWatcher | undefined {
  try {
    const name = path.basename(file);
    const watcher = watch(path.dirname(path.resolve(file)), (_, changed) => {
      if (changed === null || changed === name) onChange();
    });
    return watcher.on("error", () => watcher.close());
  } catch {
    return undefined;
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
