/** Loaded before a program: its clock goes wrong by as many milliseconds as a small file says, from then on when the file changes. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const file = process.env["SOAK_CLOCK"] ?? "";
const rightNow = Date.now;
let shiftMs = 0;

const now = () => rightNow() + shiftMs;

globalThis.Date = new Proxy(Date, {
  construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  apply: () => new Date(now()).toString(),
  get: (target, name, receiver) => (name === "now" ? now : Reflect.get(target, name, receiver)),
});

follow();
setInterval(follow, 20).unref();

function follow(): void {
  const wanted = file === "" ? 0 : Number(readFileSync(file, "utf8"));
  if (wanted === shiftMs) return;
  shiftMs = wanted;
  if (isMainThread) acknowledge(wanted);
}

/** Whoever has changed the file waits for this. */
function acknowledge(shift: number): void {
  writeFileSync(`${file}.${process.pid}.new`, String(shift));
  renameSync(`${file}.${process.pid}.new`, `${file}.${process.pid}`);
}
