import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readConfig, settings } from "../../gateway/config.ts";
import { standardLimits, trustedLimits } from "../../gateway/limits/limits.ts";
import { settingsPages, settingsTable, withSettings } from "../../gateway/write-settings.ts";
import { writeFileFor } from "../support/tables.ts";

describe("the settings", () => {
  test("have standards that need nothing set", () => {
    expect(readConfig({})).toEqual({
      mode: "development",
      host: "127.0.0.1",
      port: 4000,
      connections: 4000,
      dataFolder: path.resolve("data"),
      databaseUrl: undefined,
      subgraphs: [],
      subgraphKeys: new Map(),
      policy: path.resolve("schema/policy.yaml"),
      engine: "hub",
      logLevel: "info",
      metrics: "loopback",
      otlpUrl: undefined,
      otlpShare: 1,
      cache: 0,
      unshared: new Set(),
      usageDays: 400,
      usageMegabytes: 256,
      diskReserve: 256,
      drainSeconds: 0,
      workers: 1,
      issuers: [],
      documents: "any",
      trustedDocuments: path.resolve("schema/trusted"),
      subscriptions: 1000,
      socketIdle: 60_000,
      proxies: null,
      crossOrigins: new Map(),
      login: null,
      subgraphNetworks: undefined,
      subscriptionUrls: new Map(),
      limits: standardLimits,
      trustedLimits,
      largestBody: 262_144,
      requestTime: 10_000,
      readTime: 2_000,
      mutationTime: 5_000,
      breakerPause: 30_000,
      largestAnswer: 8 * 1024 * 1024,
      webhooks: [],
    });
  });

  test("that are set to nothing are as if not set", () => {
    const empty = Object.fromEntries(Object.values(settings).map(({ name }) => [name, ""]));

    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  const good = [
    ["JINKATSU_MODE", "development", { mode: "development" }],
    ["JINKATSU_MODE", "production", { mode: "production" }],
    ["JINKATSU_HOST", "::1", { host: "::1" }],
    ["JINKATSU_HOST", "0.0.0.0", { host: "0.0.0.0" }],
    ["JINKATSU_HOST", "hub.local", { host: "hub.local" }],
    ["JINKATSU_PORT", "0", { port: 0 }],
    ["JINKATSU_PORT", "65535", { port: 65535 }],
    ["JINKATSU_DATA", "/srv/hub", { dataFolder: "/srv/hub" }],
    ["JINKATSU_DATA", "elsewhere", { dataFolder: path.resolve("elsewhere") }],
    ["JINKATSU_DATABASE_URL", "mysql://root@127.0.0.1", { databaseUrl: "mysql://root@127.0.0.1" }],
    ["JINKATSU_DATABASE_URL", "mariadb://a:b%25@h:1/p", { databaseUrl: "mariadb://a:b%25@h:1/p" }],
    ...[
      "mysql://a@h/p?ssl-mode=VERIFY_IDENTITY",
      "mysql://a@10.0.0.5/p?ssl-mode=VERIFY_CA&ssl-ca=/ca.pem",
      "mysql://a@h/p?ssl-ca=/ca.pem&ssl-cert=/c.pem&ssl-key=/k.pem",
      "mysql://a@10.0.0.5/p?readers=3&writers=1",
    ].map((databaseUrl) => ["JINKATSU_DATABASE_URL", databaseUrl, { databaseUrl }] as const),
    ["JINKATSU_SUBGRAPHS", "a=http://h:1/graphql", { subgraphs: [{ name: "a", url: "http://h:1/graphql" }] }],
    [
      "JINKATSU_SUBGRAPHS",
      " a=http://h/g , civil-works=https://i/g,",
      {
        subgraphs: [
          { name: "a", url: "http://h/g" },
          { name: "civil-works", url: "https://i/g" },
        ],
      },
    ],
    ["JINKATSU_ENGINE", "apollo", { engine: "apollo" }],
    ["JINKATSU_LOG", "silent", { logLevel: "silent" }],
    ["JINKATSU_LOG", "warn", { logLevel: "warn" }],
    ["JINKATSU_METRICS", "open", { metrics: "open" }],
    ["JINKATSU_OTLP_URL", "http://127.0.0.1:4318", { otlpUrl: "http://127.0.0.1:4318/v1/traces" }],
    ["JINKATSU_OTLP_URL", "https://collector/own/path", { otlpUrl: "https://collector/own/path" }],
    ["JINKATSU_OTLP_SHARE", "0.05", { otlpShare: 0.05 }],
    ["JINKATSU_USAGE_DAYS", "0", { usageDays: 0 }],
    ["JINKATSU_USAGE_MB", "10", { usageMegabytes: 10 }],
    ["JINKATSU_DISK_RESERVE", "0", { diskReserve: 0 }],
    ["JINKATSU_DRAIN", "20", { drainSeconds: 20 }],
    ["JINKATSU_WORKERS", "4", { workers: 4 }],
    ["JINKATSU_DOCUMENTS", "trusted", { documents: "trusted" }],
    ["JINKATSU_TRUSTED_DOCUMENTS", "list.json", { trustedDocuments: path.resolve("list.json") }],
    ["JINKATSU_SUBSCRIPTIONS", "0", { subscriptions: 0 }],
    ["JINKATSU_CONNECTIONS", "100", { connections: 100 }],
    ["JINKATSU_SOCKET_IDLE", "30000", { socketIdle: 30_000 }],
    ["JINKATSU_SUBSCRIPTION_URLS", "a=wss://h/g", { subscriptionUrls: new Map([["a", "wss://h/g"]]) }],
    ["JINKATSU_SUBSCRIPTION_URLS", "a=http://h/s, ", { subscriptionUrls: new Map([["a", "http://h/s"]]) }],
    ["JINKATSU_LIMITS", "depth=7, cost=100,", { limits: { ...standardLimits, depth: 7, cost: 100 } }],
    ["JINKATSU_TRUSTED_LIMITS", "tokens=1", { trustedLimits: { ...trustedLimits, tokens: 1 } }],
    ["JINKATSU_BODY_LIMIT", "1024", { largestBody: 1024 }],
  ] as const;

  test.each(good)("take %s=%s", (name, text, expected) => {
    expect(readConfig({ [name]: text })).toMatchObject(expected);
  });

  describe("that are secrets", () => {
    const file = writeFileFor("secret", "mysql://hub:geheim@db/hub\n");

    test("may stand in a file, whose last line end is not of them", () => {
      expect(readConfig({ JINKATSU_DATABASE_URL_FILE: file }).databaseUrl).toBe("mysql://hub:geheim@db/hub");
    });

    test("are refused where they are told twice, and where their file cannot be read or holds something else", () => {
      const both = { JINKATSU_DATABASE_URL: "mysql://db", JINKATSU_DATABASE_URL_FILE: file };
      expect(() => readConfig(both)).toThrow(expect.objectContaining({ code: "SETTING_TWICE" }));
      expect(() => readConfig({ JINKATSU_SUBGRAPH_KEYS_FILE: "/nowhere/keys" })).toThrow("/nowhere/keys");
      expect(() => readConfig({ JINKATSU_LOGIN_FILE: file })).toThrow(
        expect.objectContaining({ code: "SETTING_INVALID", message: expect.not.stringContaining("geheim") }),
      );
    });

    test("are the only ones that a file is read for", () => {
      expect(readConfig({ JINKATSU_PORT_FILE: file }).port).toBe(4000);
    });
  });

  const bad = [
    ["JINKATSU_MODE", "prod"],
    ["JINKATSU_MODE", "Production"],
    ["JINKATSU_HOST", "http://127.0.0.1"],
    ["JINKATSU_HOST", "two words"],
    ["JINKATSU_PORT", "65536"],
    ["JINKATSU_PORT", "-1"],
    ["JINKATSU_PORT", "4e3"],
    ["JINKATSU_PORT", "http"],
    ["JINKATSU_DATABASE_URL", "postgres://root@127.0.0.1"],
    ["JINKATSU_DATABASE_URL", "root@127.0.0.1"],
    ["JINKATSU_DATABASE_URL", "mysql://"],
    ["JINKATSU_DATABASE_URL", "mysql://root:100%@127.0.0.1"],
    ["JINKATSU_DATABASE_URL", "mysql://a@h/p?charset=latin1"],
    ["JINKATSU_DATABASE_URL", "mysql://a@h/p?readers=0"],
    ["JINKATSU_DATABASE_URL", "mysql://a@h/p?ssl-mode=PREFERRED"],
    ["JINKATSU_DATABASE_URL", "mysql://a@h/p?ssl-mode=REQUIRED&ssl-mode=DISABLED"],
    ["JINKATSU_DATABASE_URL", "mysql://a@h/p?ssl-cert=/c.pem"],
    ["JINKATSU_DATABASE_URL", "mysql://a@10.0.0.5/p?ssl-mode=VERIFY_IDENTITY"],
    ["JINKATSU_SUBGRAPHS", "http://127.0.0.1:1/graphql"],
    ["JINKATSU_SUBGRAPHS", "a=ftp://h/g"],
    ["JINKATSU_SUBGRAPHS", "A=http://h/g"],
    ["JINKATSU_SUBGRAPHS", "a=http://h/g,b"],
    ["JINKATSU_SUBGRAPHS", "a=http://h/g,a=http://i/g"],
    ["JINKATSU_ENGINE", "router"],
    ["JINKATSU_LOG", "debug"],
    ["JINKATSU_METRICS", "yes"],
    ["JINKATSU_OTLP_URL", "127.0.0.1:4318"],
    ["JINKATSU_OTLP_URL", "http://user:password@127.0.0.1:4318"],
    ["JINKATSU_OTLP_SHARE", "1.5"],
    ["JINKATSU_OTLP_SHARE", "5%"],
    ["JINKATSU_USAGE_DAYS", "-1"],
    ["JINKATSU_WORKERS", "0"],
    ["JINKATSU_WORKERS", "two"],
    ["JINKATSU_DOCUMENTS", "only"],
    ["JINKATSU_SUBSCRIPTIONS", "-1"],
    ["JINKATSU_SUBSCRIPTIONS", "many"],
    ["JINKATSU_CONNECTIONS", "0"],
    ["JINKATSU_SOCKET_IDLE", "soon"],
    ["JINKATSU_PROXIES", "public"],
    ["JINKATSU_PROXIES", "proxy.example.jp"],
    ["JINKATSU_SUBSCRIPTION_URLS", "ws://h/g"],
    ["JINKATSU_SUBSCRIPTION_URLS", "a=ws://h/g,a=ws://i/g"],
    ["JINKATSU_LIMITS", "deepness=7"],
    ["JINKATSU_LIMITS", "toString=7"],
    ["JINKATSU_LIMITS", "depth=7,depth=8"],
    ["JINKATSU_LIMITS", "depth=-1"],
    ["JINKATSU_LIMITS", "depth"],
    ["JINKATSU_TRUSTED_LIMITS", "depth=1e9"],
    ["JINKATSU_BODY_LIMIT", "0"],
  ] as const;

  test.each(bad)("refuse %s=%s and say what they take", (name, text) => {
    const read = () => readConfig({ [name]: text });

    expect(read).toThrow(expect.objectContaining({ code: "SETTING_INVALID" }));
    expect(read).toThrow(expect.objectContaining({ message: expect.stringContaining(name) }));
    expect(read).toThrow(
      expect.objectContaining({ text: { ja: expect.stringMatching(/[ぁ-ん]/), en: expect.stringMatching(/Use /) } }),
    );
  });

  test("never show a password when they refuse it", () => {
    const read = () => readConfig({ JINKATSU_DATABASE_URL: "postgres://root:secret@127.0.0.1" });

    expect(read).toThrow(expect.objectContaining({ message: expect.not.stringContaining("secret") }));
  });
});

describe("the table of settings", () => {
  test.each(["en", "ja"] as const)("names each setting once (%s)", (language) => {
    const named = [...settingsTable(language).matchAll(/^\| `(JINKATSU_\w+)`/gm)].map(([, name]) => name);

    expect(named.sort()).toEqual(
      Object.values(settings)
        .map(({ name }) => name)
        .sort(),
    );
  });

  test("covers every variable that the product reads", () => {
    const read = ["gateway/config.ts", "subgraphs/kit/log/log.ts", "subgraphs/kit/settings.ts"].flatMap((file) => [
      ...readFileSync(file, "utf8").matchAll(/JINKATSU_\w+/g),
    ]);

    expect(new Set(read.map(([name]) => name))).toEqual(new Set(Object.values(settings).map(({ name }) => name)));
  });

  test.each(Object.entries(settingsPages))("stands as generated in its page (%s)", (language, file) => {
    const text = readFileSync(file, "utf8");

    expect(text).toBe(withSettings(text, language === "ja" ? "ja" : "en"));
  });
});
