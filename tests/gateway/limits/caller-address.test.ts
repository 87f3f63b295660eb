import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { describe, expect, test } from "@jest/globals";
import { parseNetworks } from "#kit/network/networks.ts";
import { createCallerAddress, createPeerName } from "../../../gateway/limits/caller-address.ts";

const callerFrom = (remoteAddress: string | undefined, forwardedFor?: string, proxies = "") =>
  createCallerAddress(parseNetworks(proxies) ?? null)({
    socket: { remoteAddress },
    headers: { "x-forwarded-for": forwardedFor },
  } as unknown as IncomingMessage);

describe("a caller without a token", () => {
  test.each([
    ["2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:fffe"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"],
    ["2001:db8::1", "2001:db8:0:0:8000::1"],
    ["2001:db8::5:6:7:8", "2001:db8::9"],
    ["::2:3:4:5", "::1:0:0:1"],
    ["fe80::1%eth0", "fe80::2%eth0"],
  ])("is the same from every address of its network of 64 bits: %s and %s", (one, other) => {
    expect(callerFrom(one)).toBe(callerFrom(other));
  });

  test.each([
    ["2001:db8:1:2::1", "2001:db8:1:3::1"],
    ["2001:db8::1:0:0:0:1", "2001:db8::1"],
    ["192.0.2.1", "192.0.2.2"],
    ["::ffff:192.0.2.1", "::ffff:192.0.2.2"],
  ])("is another from another network: %s and %s", (one, other) => {
    expect(callerFrom(one)).not.toBe(callerFrom(other));
  });

  test("is the same by IPv4 wherever the hub listens", () => {
    expect(callerFrom("::ffff:192.0.2.1")).toBe(callerFrom("192.0.2.1"));
  });

  test.each(["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"])("is not counted on this machine: %s", (address) => {
    expect(callerFrom(address)).toBeUndefined();
  });
});

describe("a caller behind a proxy that the operator names", () => {
  test.each([
    ["127.0.0.1", "192.0.2.1", "loopback", "192.0.2.1"],
    ["::ffff:10.0.0.9", "192.0.2.1", "10.0.0.0/8", "192.0.2.1"],
    ["10.0.0.9", "192.0.2.1:5044", "private", "192.0.2.1"],
    ["10.0.0.9", "[2001:db8:1:2::7]:5044", "private", "2001:db8:1:2::/64"],
    ["127.0.0.1", "192.0.2.1, 10.0.0.9", "loopback,10.0.0.9", "192.0.2.1"],
  ])("is the client that the proxy names: %s says %s (%s)", (peer, header, proxies, caller) => {
    expect(callerFrom(peer, header, proxies)).toBe(caller);
  });

  test("is not whom it says itself that it is: what it sends stands before what the proxy adds", () => {
    expect(callerFrom("127.0.0.1", "198.51.100.1, 192.0.2.1", "loopback")).toBe("192.0.2.1");
  });

  test("is not this machine, though it said so", () => {
    expect(callerFrom("10.0.0.9", "127.0.0.1", "10.0.0.9")).toBe("127.0.0.1");
  });

  test.each([undefined, "", "unknown", "192.0.2.1, _hidden"])("is the proxy where it names nobody: %s", (header) => {
    expect(callerFrom("10.0.0.9", header, "10.0.0.9")).toBe("10.0.0.9");
  });

  test("shares its proxy's connections with everybody, so that these are nobody's", () => {
    const nameOf = createPeerName(parseNetworks("10.0.0.9") ?? null);

    const names = ["10.0.0.9", "10.0.0.8"].map((remoteAddress) => nameOf({ remoteAddress } as Socket));

    expect(names).toEqual([undefined, "10.0.0.8"]);
  });
});

describe("a caller behind a proxy that nobody names", () => {
  test("is the proxy, whatever its headers say", () => {
    expect([callerFrom("10.0.0.9", "192.0.2.1"), callerFrom("10.0.0.9", "192.0.2.1", "10.0.0.8")]).toEqual([
      "10.0.0.9",
      "10.0.0.9",
    ]);
  });
});
