/** Synthetic measures of the welfare department: every row has 36 filled columns of the kinds that real tables have. */

const columns: Readonly<Record<string, (row: number) => string>> = {
  code: (row) => `BENCH-${String(row).padStart(6, "0")}`,
  name_ja: (row) => `介護人材確保支援事業（第${row}号）`,
  name_en: (row) => `Support for securing care workers, no. ${row}`,
  official_name: (row) => (row % 2 === 0 ? "はい" : "×"),
  summary_ja: (row) =>
    `県内の介護事業所が行う人材の確保と定着の取り組みを支援する事業。対象は${row % 97}か所、期間は${row % 5}年。`,
  summary_en: (row) =>
    `Supports what care providers do to secure and keep staff; ${row % 97} places over ${row % 5} years.`,
  purpose_ja: () => "介護の担い手を確保し、働き続けられる職場をつくる。",
  purpose_en: () => "To secure care workers and workplaces in which they stay.",
  issue_ja: (row) => `有効求人倍率が${(row % 40) / 10}倍と高く、採用が難しい。`,
  owner_unit_name_ja: (row) => `高齢福祉課${row % 20}係`,
  owner_unit_parent_ja: () => "厚生部",
  delivery_organisations_1_name_ja: () => "富山県社会福祉協議会",
  pillar: (row) => ["人材確保", "WORKSTYLE", "人材育成", "Saving labour"][row % 4] ?? "",
  talent_types: () => "主力人材；支援人材",
  instrument: (row) => ["補助", "TRAINING", "相談"][row % 3] ?? "",
  lifecycle: () => "実施中",
  start_fiscal_year: (row) => `令和${(row % 7) + 1}年度`,
  attested_fiscal_years: () => "2025;2026",
  areas: (row) => ["富山県全域", "富山市；高岡市", "16211"][row % 3] ?? "",
  industries: () => "854;85",
  target_groups: () => "care providers；介護職員；foreign care workers",
  eligibility_human_text_ja: () => "県内に事業所をもつ介護事業者。",
  benefits_1_kind: () => "金銭",
  benefits_1_rate_percent: (row) => ["５０％", "66.7", "75"][row % 3] ?? "",
  benefits_1_cap: (row) => `${(row % 900) + 100}千円`,
  benefits_1_cap_per: () => "事業者・年",
  benefits_1_eligible_costs_ja: () => "研修、採用広報、住居の確保にかかる費用",
  budgets_1_fiscal_year: () => "R8",
  budgets_1_amount: (row) => `${((row % 9000) + 1000).toLocaleString("en")}千円`,
  outcomes_1_indicator_ja: () => "採用した介護職員の数",
  outcomes_1_unit: () => "人",
  outcomes_1_actual: (row) => String(row % 300),
  sources_1_url: (row) => `https://www.pref.toyama.jp/bench/${row}.html`,
  sources_1_retrieved_on: () => "令和8年4月1日",
  facility_kinds: () => "介護施設・介護事業所",
  quota_places: (row) => String(row % 60),
};

export const benchHeadings: readonly string[] = Object.keys(columns);

export function* benchRows(count: number): Generator<readonly string[]> {
  const cells = Object.values(columns);
  for (let row = 1; row <= count; row++) yield cells.map((cell) => cell(row));
}
