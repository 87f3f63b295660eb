import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { getIntrospectionQuery } from "graphql";
import { type Served, startEmbedded } from "../../support/hub-process.ts";
import { post, send } from "../../support/raw-http.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { hostileRequests } from "./hostile-requests.ts";
import { everyField, listOfHundred } from "./usual-questions.ts";

let hub: Served;

beforeAll(async () => {
  hub = await startEmbedded({ JINKATSU_DATA: temporaryFolder() });
}, 400_000);

/** What only the inside of the hub knows. */
const inside =
  /SELECT |INSERT |sqlite|\.ts:\d|node_modules|node:internal|at \w+ \(|in-process|stacktrace|\/work\/|\/home\/|ECONN|Cannot read prop|is not a function|Maximum call stack|RangeError|TypeError|passwd|root:/i;

const bystander = { query: "{ measures(first: 3) { totalCount nodes { name { ja } } } }" };

const isWell = async () => JSON.parse((await post(hub.url, bystander)).body).data.measures.nodes.length;

describe.each(Object.entries(hostileRequests))("a hub that is sent hostile %s", (_, requests) => {
  test.each(requests.map(({ name, ...rest }) => [name, rest] as const))(
    "answers rightly or refuses by name: %s",
    async (_, { request, codes }) => {
      const [answer, nodes] = await Promise.all([send(hub.url, request), isWell()]);

      const { errors = [], data } = JSON.parse(answer.body);
      const found = errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code);
      if (codes.length === 0) expect([answer.status, found, data]).toEqual([200, [], expect.anything()]);
      else expect([found.length > 0, found.filter((code: string) => !codes.includes(code))]).toEqual([true, []]);
      expect(answer.status).toBeLessThan(500);
      expect(answer.body).not.toMatch(inside);
      expect(nodes).toBe(3);
    },
  );
});

describe("a hub under all of them at once", () => {
  const all = Object.values(hostileRequests).flat();

  test("answers a bystander meanwhile, and goes on in the same process", async () => {
    const attacks = Promise.all(all.map(({ request }) => send(hub.url, request)));

    const wells = await Promise.all(Array.from({ length: 20 }, isWell));

    expect(wells).toEqual(Array(20).fill(3));
    const answers = await attacks;
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(await isWell()).toBe(3);
    expect(hub.stdout().match(/Jinkatsu Hub is ready/g)).toHaveLength(1);
  });

  test("logs no fault, and nothing of what was sent", () => {
    const log = JSON.stringify(hub.log());

    expect(hub.log().filter(({ level }) => Number(level) >= 50)).toEqual([]);
    expect(log).not.toMatch(/DROP TABLE|polluted|xxxxxx|あああ/);
  });

  test("has no prototype changed", async () => {
    const { body } = await post(hub.url, { query: "{ polluted: __typename }" });

    expect(JSON.parse(body)).toEqual({ data: { polluted: "Query" } });
  });
});

describe("the usual questions", () => {
  const textOf = (file: string) => readFileSync(file, "utf8");
  const inReadme = (file: string) =>
    [...textOf(file).matchAll(/```graphql\n(.*?)```/gs)].map(([, query = ""], at) => [`${file} ${at}`, query] as const);
  const inPage = /const question = `(.*?)`;/s.exec(textOf("gateway/web/page.js"))?.[1] ?? "";
  const everything = {
    descriptions: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  };

  test.each([
    ...inReadme("README.md"),
    ...inReadme("README.ja.md"),
    ["GraphiQL's first page", inPage],
    ["GraphiQL's introspection", getIntrospectionQuery({ schemaDescription: true, inputValueDeprecation: true })],
    ["the largest introspection", getIntrospectionQuery(everything)],
    ["a page of 100 with what a list shows", listOfHundred],
    ["one measure with everything", `{ measures(first: 1) { nodes { ${everyField} } } }`],
    ["twenty measures with everything", `{ measures(first: 20) { nodes { ${everyField} } } }`],
  ])("are within the limits: %s", async (_, query) => {
    const { status, body } = await post(hub.url, { query });

    expect([status, JSON.parse(body).errors]).toEqual([200, undefined]);
  });
});
