/** What a search finds beyond the characters that were typed: readings, synonyms, sentences and slips, on both databases. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Json } from "../../support/ask.ts";
import { databases } from "./databases.ts";
import { ask, type House, measure, openHouse } from "./house.ts";

const found: readonly (readonly [query: string, text: string])[] = [
  ["看護", "看護職員確保対策事業"],
  ["職員確保", "看護職員確保対策事業"],
  ["業", "看護職員確保対策事業"],
  ["ｶｲｺﾞ", "カイゴの日"],
  ["かいご", "カイゴの日"],
  ["カイゴ", "かいごの日"],
  ["インターン", "学生インターンシップ"],
  ["ｲﾝﾀｰﾝ", "インターンシップ"],
  ["コンピュータ", "コンピューター講座"],
  ["コンピューター", "コンピュータ講座"],
  ["ウェルカム", "ウエルカム富山"],
  ["バイオリン", "ヴァイオリン教室"],
  ["ＤＸ", "dx推進"],
  ["Nurse", "training for nurses"],
  ["nurses", "a nurse at school"],
  ["subsidies", "a subsidy for hosts"],
  ["train", "training for nurses"],
  ["cafe", "Café ☕ talks"],
  ["２０２５", "令和7年度（2025年度）"],
  ["佐々木", "佐々木記念奨学金"],
  ["佐佐木", "佐々木記念奨学金"],
  ["座談会", "Uターン女性社員との座談会"],
  ["DX人材", "IT・DX人材の育成"],
  ["きょういく", "教育の日"],
  ["たぶんかきょうせい", "多文化共生の推進"],
  ["はたらく", "働く人の窓口"],
  ["子ども", "こどもの日"],
  ["先生", "教員の採用"],
  ["残業", "時間外労働の縮減"],
  ["田舎暮らし", "移住の相談"],
  ["お金を借りる", "中小企業への融資"],
  ["お金を借りたい", "中小企業への融資"],
  ["所定外労働", "時間外労働の縮減"],
  ["インタンシップ", "学生インターンシップ"],
  ["悔悟 仕事", "介護職の仕事を知る"],
  ["介護の仕事", "介護職の仕事を知る"],
  ["農業", "農業の担い手"],
  ["農業", "畑仕事の手伝い"],
  ["農業", "農地の集約"],
  ["就職", "求職者の集い"],
];

const notFound: readonly (readonly [query: string, text: string])[] = [
  ["護看", "看護職員確保対策事業"],
  ["水素ステーション", "水素を使う工場に近い駅のステーション"],
  ["ining", "training for nurses"],
  ['"看護の確保"', "看護職員確保対策事業"],
  ["機会", "機械の貸付"],
  ["ペット保険", "社会保険の相談"],
];

const texts = [...new Set([...found, ...notFound].map(([, text]) => text))];
const measures = texts.map((text, at) => measure(`T-${String(at).padStart(3, "0")}`, { name: { ja: text } }));

const query = `query ($text: String, $first: Int, $after: String) {
  measures(search: $text, first: $first, after: $after) {
    totalCount
    search { outcome didYouMean unknownWords message { ja } }
    near { name { ja } }
    edges { cursor node { name { ja } } match { isComplete isCounted missing reasons { typed found kind } highlights { field fragments { text isMarked } } } }
    facets { departments { count } }
    pageInfo { hasNextPage endCursor }
  }
}`;

describe.each(databases)("the meaning of a search on %s", (_, create) => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse(create());
    await house.department("welfare").save(...measures);
    await house.catalog.pullNow();
  });

  afterAll(() => house.close());

  async function search(text: string, page: object = { first: 100 }) {
    return (await ask(house.catalog, query, { text, ...page })).measures;
  }

  async function names(text: string): Promise<string[]> {
    const { edges } = await search(text);
    return edges.map(({ node }: { node: { name: { ja: string } } }) => node.name.ja);
  }

  test.each(found)("for %s finds %s", async (text, expected) => {
    expect(await names(text)).toContain(expected);
  });

  test.each(notFound)("for %s does not find %s", async (text, unexpected) => {
    expect(await names(text)).not.toContain(unexpected);
  });

  test("of a sentence leaves out what only asks", async () => {
    expect((await names("先生の採用試験について教えてください"))[0]).toBe("教員の採用");
  });

  test("says by which synonym or reading a record was found, and where", async () => {
    const [synonym] = (await search("先生")).edges;
    const [reading] = (await search("きょういく")).edges;

    expect(synonym.match.reasons).toEqual([{ typed: "先生", found: "教員", kind: "SYNONYM" }]);
    expect(reading.match.reasons).toEqual([{ typed: "きょういく", found: "教育", kind: "READING" }]);
    expect(reading.match.highlights).toEqual([
      {
        field: "NAME",
        fragments: [
          { text: "教育", isMarked: true },
          { text: "の日", isMarked: false },
        ],
      },
    ]);
  });

  test("lists what is only distantly alike behind the others, and counts it neither in the total nor in facets", async () => {
    const { totalCount, facets, edges } = await search("農業");

    const shown = edges.map(({ node, match }: Json) => [node.name.ja, match.isCounted]);
    expect(shown.slice(0, 2).sort()).toEqual([
      ["畑仕事の手伝い", true],
      ["農業の担い手", true],
    ]);
    expect(shown.slice(2)).toEqual([["農地の集約", false]]);
    expect(totalCount).toBe(2);
    expect(facets.departments).toEqual([{ count: 2 }]);
  });

  test("has page after page the same total, and comes to what is not counted", async () => {
    const first = await search("農業", { first: 2 });
    const second = await search("農業", { first: 2, after: first.pageInfo.endCursor });

    expect([first.totalCount, second.totalCount]).toEqual([2, 2]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(second.edges.map(({ node }: Json) => node.name.ja)).toEqual(["農地の集約"]);
  });

  test("counts what is distantly alike where nothing else is known of the word, and says that it is", async () => {
    const { edges, totalCount, search: report } = await search("就職");

    expect(report.outcome).toBe("SOME_WORDS");
    expect(edges[0].match.reasons).toEqual([{ typed: "就職", found: "求職者", kind: "DISTANT" }]);
    expect(totalCount).toBe(edges.length);
  });

  test("says what a record has not where it has only part of the words", async () => {
    const { search: report, edges } = await search("看護職員の確保と養蜂");

    expect(report).toMatchObject({ outcome: "SOME_WORDS", unknownWords: ["養蜂"] });
    expect(edges[0]).toMatchObject({
      node: { name: { ja: "看護職員確保対策事業" } },
      match: { isComplete: false, missing: ["養蜂"] },
    });
  });

  test("mends a slip where nothing else is found, and says so", async () => {
    const { search: report, edges } = await search("看獲職員");

    expect(report.didYouMean).toContain("看護職員");
    expect(edges[0].node.name.ja).toBe("看護職員確保対策事業");
  });

  test.each([["時間該労働", "時間外労働の縮減"]])(
    "mends %s, which sounds like or looks like what stands in %s",
    async (text, expected) => {
      expect(await names(text)).toContain(expected);
    },
  );

  test("goes on with what was meant on the next page", async () => {
    const first = await search("看獲職員", { first: 1 });
    const second = await search("看獲職員", { first: 5, after: first.pageInfo.endCursor });

    expect(second.search.didYouMean).toBe(first.search.didYouMean);
    expect(second.edges.map(nameOf)).not.toContain(nameOf(first.edges[0]));
    expect(first.totalCount).toBe(1 + second.edges.length);
  });

  test("of a word that is there mends nothing", async () => {
    expect((await search("看護")).search.didYouMean).toBeNull();
  });

  test("says that nothing was found, and what is near", async () => {
    const { search: report, edges, near, totalCount } = await search("看護旅行代理店");

    expect([report.outcome, edges.length, totalCount]).toEqual(["NOTHING", 0, 0]);
    expect(near.map(({ name }: { name: { ja: string } }) => name.ja)).toContain("看護職員確保対策事業");
  });

  test("counts and pages what it finds by synonyms as what it finds by characters", async () => {
    const whole = await search("看護");
    const first = await search("看護", { first: 1 });
    const second = await search("看護", { first: 1, after: first.pageInfo.endCursor });

    expect([...first.edges, ...second.edges].map(nameOf)).toEqual(whole.edges.slice(0, 2).map(nameOf));
    expect(whole.facets.departments).toEqual([{ count: whole.totalCount }]);
  });
});

test("finds the same in the same order on both databases", async () => {
  const answers = await Promise.all(
    databases.map(async ([, create]) => {
      const house = await openHouse(create());
      await house.department("welfare").save(...measures);
      await house.catalog.pullNow();
      const asked = found.map(([text]) =>
        ask(house.catalog, query, { text }).then((answer) => withoutCursors(answer.measures)),
      );
      const all = await Promise.all(asked);
      await house.close();
      return all;
    }),
  );

  for (const answer of answers) expect(answer).toEqual(answers[0]);
});

function nameOf({ node }: { readonly node: { readonly name: { readonly ja: string } } }): string {
  return node.name.ja;
}

function withoutCursors({ edges, ...rest }: { edges: { cursor: string }[]; pageInfo: object }) {
  return { ...rest, pageInfo: undefined, edges: edges.map(({ cursor, ...edge }) => edge) };
}
