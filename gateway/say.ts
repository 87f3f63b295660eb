/** What a person at the terminal is told while the hub starts. */
import { toVisible } from "#kit/text/visible-signs.ts";
import type { Hub } from "./hub.ts";

interface Line {
  readonly ja: string;
  readonly en: string;
}

export function saySteps({ ja, en }: Line): void {
  process.stdout.write(`  ${ja} / ${en}\n`);
}

export type Announced = Pick<Hub, "url" | "readiness">;

interface Start {
  readonly milliseconds: number;
  /** Whether it is the prefecture's own graph, about which there is something to suggest. */
  readonly isOurs: boolean;
}

export function sayReady(hub: Announced, { milliseconds, isOurs }: Start): void {
  const readiness = hub.readiness();
  if (!readiness.ready) {
    process.stdout.write(
      `人活ハブは待機中です / Waiting for subgraphs: ${toVisible(readiness.reasons.join("; "))}\n  ${hub.url}/health/ready\n`,
    );
    return;
  }
  process.stdout.write(welcome(hub.url, (milliseconds / 1000).toFixed(1)) + (isOurs ? suggestions(hub.url) : ""));
}

function welcome(url: string, seconds: string): string {
  return `
人活ハブの準備ができました（${seconds} 秒） / Jinkatsu Hub is ready (${seconds} s)

  ブラウザー / Browser   ${url}/graphql
  コンソール / Console   ${url}/console
  終了 / Stop            Ctrl+C
`;
}

function suggestions(url: string): string {
  return `
試してみる / Try:

  # 障害のある人を対象とする施策を、全部局から / Measures for people with disabilities, from every department
  curl -s ${url}/graphql -H 'content-type: application/json' -d '{"query":"{ measures(filter: {targetGroups: [PERSONS_WITH_DISABILITIES]}) { totalCount nodes { name { ja } department { name { ja } } } } }"}'

  # 「看護」を探す / Search for nursing
  curl -s ${url}/graphql -H 'content-type: application/json' -d '{"query":"{ measures(search: \\"看護\\") { totalCount nodes { name { ja } ... on WelfareMeasure { writeOffYears } } } }"}'

  # 共有できる人材の資源 / What talent can be shared
  curl -s ${url}/graphql -H 'content-type: application/json' -d '{"query":"{ talentResources { totalCount facets { kinds { code count } } nodes { name { ja } operator { ja } } } }"}'
`;
}
