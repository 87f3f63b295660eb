/** Small departments that a test proposes and has published, and what the checks say of them. */
import { type CheckResult, findingsOf } from "../../../gateway/registry/check/check-result.ts";
import type { Finding } from "../../../gateway/registry/check/finding.ts";
import { runChecks, type Surroundings, type Verdict } from "../../../gateway/registry/check/run-checks.ts";
import { policyFile, readDesignPolicy } from "../../../gateway/registry/policy.ts";

const head = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external", "@requires", "@override", "@tag", "@authenticated"])`;

export function sdlOf(sdl: string): string {
  return `${head}\n${sdl}`;
}

export function published(name: string, sdl: string) {
  return { name, url: `http://localhost/${name}`, sdl: sdlOf(sdl) };
}

/** A department with one type that others may refer to. */
export const towns = published(
  "towns",
  `"問い合わせ。" type Query { "町。" town: Town }
   "町。" type Town @key(fields: "id") { "番号。" id: ID! "名前。" name: String "人口。" people: Int }`,
);

export function check(
  name: string,
  sdl: string,
  around: Partial<Surroundings> & { readonly url?: string } = {},
): Promise<Verdict> {
  const { url = `http://localhost/${name}`, ...more } = around;
  return runChecks(
    { name, url, sdl },
    { published: [towns], policy: readDesignPolicy(policyFile, "development"), ...more },
  );
}

/** `CODE coordinate` of each finding. */
export function codesOf({ results }: { readonly results: readonly CheckResult[] }): readonly string[] {
  return findingsOf(results).map(({ code, coordinate }) => (coordinate === undefined ? code : `${code} ${coordinate}`));
}

export function findingOf({ results }: Verdict, code: string): Finding {
  const found = findingsOf(results).find((finding) => finding.code === code);
  if (!found) throw new Error(`no ${code} among ${codesOf({ results }).join(", ")}`);
  return found;
}
