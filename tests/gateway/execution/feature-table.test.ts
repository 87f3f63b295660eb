import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { FEDERATION_VERSIONS } from "@apollo/federation-internals";
import { describe, expect, test } from "@jest/globals";

const table = readFileSync("gateway/execution/README.md", "utf8");
const rows = [...table.matchAll(/^\| (?!feature|-)(.+?) \| (.+?) \| (.*) \|$/gm)].map(
  ([, feature = "", served = "", proof = ""]) => ({ feature, served, proof }),
);
const features = rows.map(({ feature }) => feature).join(" ");

/** Of federation's newest version that the composer knows, of its connectors, and of GraphQL where composing has to know it. */
const directives = [...FEDERATION_VERSIONS.latest().directiveSpecs()].map(({ name }) => name);
const others = ["connect", "source", "oneOf", "defer"];

describe("the engine's table of federation features", () => {
  test.each([...directives, ...others])("has a row for @%s", (name) => {
    expect(features).toContain(`\`@${name}\``);
  });

  test.each(rows)("names a test that there is: $feature", ({ proof }) => {
    const [, file = "", title = ""] = /^`(.+?)`: (.+)$/.exec(proof) ?? [];

    expect(readFileSync(file, "utf8")).toContain(`"${title}`);
  });

  test("says up to which version the composer goes that is installed", () => {
    const { version } = createRequire(import.meta.url)("@apollo/composition/package.json") as { version: string };
    const { major, minor } = FEDERATION_VERSIONS.latest().version;

    expect(features).toContain(`federation v2.0 to v${major}.${minor}`);
    expect(table).toContain(`\`@apollo/composition\` ${version}`);
  });
});
