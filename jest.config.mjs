/** Jest in real ES module mode: TypeScript is only stripped (as Node itself does), never turned into CommonJS. */
export default {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "\\.ts$": ["@swc/jest", { jsc: { target: "es2024", parser: { syntax: "typescript" } }, module: { type: "es6" } }],
  },
  testMatch: ["<rootDir>/tests/**/*.test.ts", "<rootDir>/subgraphs/*/*.test.ts"],
  globalSetup: "<rootDir>/tests/setup/before-all.ts",
  globalTeardown: "<rootDir>/tests/setup/after-all.ts",
  setupFiles: ["<rootDir>/tests/setup/real-esm.ts"],
  reporters: ["default", "<rootDir>/tests/setup/skipped-reporter.ts"],
  // A net for what hangs, not a promise: a busy machine is no fault.
  testTimeout: 240_000,
  // Most of the time goes to processes that tests start and wait for: two at a time take half as long, on two cores too.
  maxWorkers: 2,
  workerIdleMemoryLimit: "1500MB",
};
