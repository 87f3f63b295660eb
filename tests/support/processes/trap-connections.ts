/** Preloaded into a process: writes down every attempt to reach anything but this machine, before it is made. */

import { createSocket, type Socket as DatagramSocket } from "node:dgram";
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { Socket } from "node:net";

const file = process.env["TRAP_FILE"] ?? "";
const isHere = (host: unknown) => /^(127\.|::1$|localhost$|undefined$|0\.0\.0\.0$)/.test(String(host ?? "undefined"));

function note(kind: string, host: unknown): void {
  if (!isHere(host)) appendFileSync(file, `${kind} ${String(host)}\n`);
}

function trap(owner: object, name: string, hostOf: (args: readonly unknown[]) => unknown): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== "function") throw new TypeError(`no ${name} to trap`);
  Reflect.set(owner, name, function trapped(this: unknown, ...args: unknown[]) {
    note(name, hostOf(args));
    return Reflect.apply(original, this, args);
  });
}

const first = (args: readonly unknown[]) => args[0];
const hostOfConnection = ([given, host]: readonly unknown[]) => {
  // net.connect hands on its arguments as an array.
  const options: unknown = Array.isArray(given) ? given[0] : given;
  return typeof options === "object" && options !== null ? Reflect.get(options, "host") : host;
};

trap(Socket.prototype, "connect", hostOfConnection);
for (const name of ["lookup", "resolve", "resolve4", "resolve6", "resolveAny", "resolveSrv", "resolveTxt"]) {
  trap(dns, name, first);
  trap(dns.promises, name, first);
}
const datagrams: DatagramSocket = Object.getPrototypeOf(createSocket("udp4").unref());
trap(datagrams, "send", (args) => args.find((arg, index) => index > 0 && typeof arg === "string"));
syncBuiltinESMExports();
appendFileSync(file, "trapped\n");
