/** Reads Japanese words, with their dictionary forms and readings, on a thread of its own that ends when nothing has been read for a while. */
import { Worker } from "node:worker_threads";
import { BoundedCache } from "../../bounded-cache.ts";
import { toNfkc } from "../nfkc.ts";
import type { AnalyserAnswer, AnalyserRequest } from "./analyser-messages.ts";
import { toWords, toWordsAtOnce } from "./to-words.ts";
import type { Word } from "./word.ts";

/** The dictionary takes 60 MB of memory, which a hub that nobody searches has other uses for; loading takes a second of CPU. */
const idleMs = 300_000;
const textsKept = 4_000;
/** A text longer than this is not kept: it is a document, and seldom the same as another. */
const longestKept = 400;

const kept = new BoundedCache<string, readonly Word[]>(textsKept);

/** The words of each text, in the order of the texts. @throws where the analyser cannot be loaded */
export async function readWords(texts: readonly string[]): Promise<readonly (readonly Word[])[]> {
  const normal = texts.map(toNfkc);
  const known = new Map(normal.map((text) => [text, kept.get(text) ?? toWordsAtOnce(text)]));
  const missing = [...known].flatMap(([text, words]) => (words === undefined ? [text] : []));
  if (missing.length > 0) {
    const analysed = await ask("words", missing);
    for (const [at, text] of missing.entries()) {
      const words = toWords(analysed[at] ?? []);
      known.set(text, words);
      if (text.length <= longestKept) kept.set(text, words);
    }
  }
  return normal.map((text) => known.get(text) ?? []);
}

export async function readWordsOf(text: string): Promise<readonly Word[]> {
  const [words = []] = await readWords([text]);
  return words;
}

/** What a dictionary of the whole language has for each term, beside the term itself. @throws where the analyser cannot be loaded */
export function readGeneralSynonyms(terms: readonly string[]): Promise<readonly (readonly string[])[]> {
  return terms.length === 0 ? Promise.resolve([]) : ask("synonyms", terms);
}

/** Ends the thread now where nothing waits for it, so that a process that is done has none to wait for. What is read afterwards starts another one. */
export async function endAnalyser(): Promise<void> {
  const ended = thread;
  if (ended === undefined || ended.pending.size > 0) return;
  clearTimeout(ended.idle);
  thread = undefined;
  await ended.worker.terminate();
}

interface Pending {
  readonly resolve: (lists: AnalyserAnswer["lists"]) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly pending: Map<number, Pending>;
  idle: NodeJS.Timeout | undefined;
}

let thread: Thread | undefined;
let lastId = 0;

function ask(kind: AnalyserRequest["kind"], texts: readonly string[]): Promise<AnalyserAnswer["lists"]> {
  thread ??= startThread();
  const { worker, pending, idle } = thread;
  clearTimeout(idle);
  const message: AnalyserRequest = { id: ++lastId, kind, texts };
  return new Promise((resolve, reject) => {
    pending.set(message.id, { resolve, reject });
    worker.ref();
    worker.postMessage(message);
  });
}

/** What is read for a moment is swept away soon: the thread's own memory matters more than its speed. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 } as const;

function startThread(): Thread {
  const worker = new Worker(new URL("./analyser-worker.ts", import.meta.url), { resourceLimits });
  const started: Thread = { worker, pending: new Map(), idle: undefined };
  worker.on("message", (message: AnalyserAnswer) => settle(started, message));
  worker.on("error", (error: Error) => end(started, error));
  worker.on("exit", () => end(started, new Error("the analyser of Japanese has ended")));
  return started;
}

function settle(of: Thread, { id, lists }: AnalyserAnswer): void {
  of.pending.get(id)?.resolve(lists);
  of.pending.delete(id);
  if (of.pending.size > 0) return;
  // What is not waited for keeps no process alive.
  of.worker.unref();
  of.idle = setTimeout(() => {
    if (thread === of) thread = undefined;
    void of.worker.terminate();
  }, idleMs).unref();
}

/** The next text starts another one. */
function end(of: Thread, error: Error): void {
  if (thread === of) thread = undefined;
  for (const { reject } of of.pending.values()) reject(error);
  of.pending.clear();
}
