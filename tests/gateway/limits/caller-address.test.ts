import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "@jest/globals";
import { callerAddress } from "../../../gateway/limits/caller-address.ts";

const callerFrom = (remoteAddress: string | undefined) =>
  callerAddress({ socket: { remoteAddress } } as IncomingMessage);

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
