/** The thread that looks after how much CPU its process uses. */
import { workerData } from "node:worker_threads";
import { endIfOver } from "./limit-cpu.ts";

const lookEveryMs = 100;

setInterval(endIfOver, lookEveryMs, Number(workerData));
