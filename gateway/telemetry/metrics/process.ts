/** What this process costs the machine. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Family } from "./family.ts";
import { familyOf, gauge } from "./instruments.ts";

/** How finely the delay of the event loop is seen, in milliseconds. */
const resolution = 20;

export interface ProcessMetrics {
  read(): readonly Family[];
  close(): void;
}

export function measureProcess(): ProcessMetrics {
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  return {
    read() {
      const { rss, heapUsed } = process.memoryUsage();
      const { user, system } = process.cpuUsage();
      const cpu = { name: "process_cpu_seconds_total", help: "CPU time used, in seconds." };
      const families = [
        familyOf(cpu, "counter", { "": (user + system) / 1e6 }),
        gauge({ name: "process_resident_memory_bytes", help: "Memory held, in bytes." }, [[rss]]),
        gauge({ name: "nodejs_heap_size_used_bytes", help: "Heap in use, in bytes." }, [[heapUsed]]),
        gauge(
          {
            name: "nodejs_eventloop_delay_seconds",
            help: "How late the event loop was since it was last asked, in seconds; the worst of all processes.",
            labels: ["quantile"],
          },
          quantiles.map((quantile) => [lateness(delay.percentile(quantile * 100)), String(quantile)]),
          "max",
        ),
      ];
      delay.reset();
      return families;
    },
    close: () => void delay.disable(),
  };
}

const quantiles = [0.5, 0.99, 1];

/** What is measured includes the timer's own wait. */
function lateness(nanoseconds: number): number {
  return Math.max(nanoseconds / 1e6 - resolution, 0) / 1000;
}
