/** Loaded into a gateway before anything else: tells, when asked, what is left on its heap after a collection, and all that the process holds. In bytes. */
process.on("message", (message) => {
  if (message !== "heap") return;
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  process.send?.({ heapUsed, rss });
});
// Listening must not keep the gateway from ending.
process.channel?.unref();
