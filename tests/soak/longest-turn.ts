/**
 * Loaded into a gateway before anything else: tells, when asked, the most CPU time that its serving thread has spent without a pause, which
 * is how long it holds up everybody else, whatever more runs on the machine. In milliseconds.
 */
let longest = 0;
let before = process.threadCpuUsage();

setInterval(() => {
  const now = process.threadCpuUsage();
  longest = Math.max(longest, (now.user + now.system - before.user - before.system) / 1000);
  before = now;
}, 1).unref();

process.on("message", (message) => {
  if (message !== "longest turn") return;
  process.send?.(longest);
  longest = 0;
});
// Listening must not keep the gateway from ending.
process.channel?.unref();
