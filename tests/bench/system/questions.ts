/** What the whole system is asked: a catalog page of 50 measures, each with what only its own department knows. */

export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const query = `query Page($filter: MeasureFilter, $search: String, $orderBy: MeasureOrder, $first: Int) {
  measures(filter: $filter, search: $search, orderBy: $orderBy, first: $first) { totalCount nodes {
    id code name { ja en } department { name { ja } } pillar areas { name { ja } } targetGroups { name { ja } } sources { url }
    ... on EmploymentMeasure { paymentTrigger partnerBodies { ja } } ... on EducationMeasure { schoolKinds hostKinds }
    ... on WelfareMeasure { qualificationsEarned writeOffYears } ... on IndustryMeasure { investmentKinds productivityGrowthPercent } } } }`;

/** What everybody asks at the same time: the first page by name, from all four departments. */
export const popularQuestion: Question = {
  query,
  variables: { first: 50, orderBy: { field: "NAME", direction: "ASC" } },
};

const fields = ["NAME", "CODE", "BUDGET"];
const directions = ["ASC", "DESC"];
const pillars = ["SECURING", "WORKSTYLE", "DEVELOPMENT", "LABOR_SAVING"];
const searches = [null, null, "支援", "事業", "補助", "企業", "人材", "富山"];

/** Thousands of questions, no two alike: other words, filters, orders and lengths of page; the same ones in every run. */
export function differentQuestions(): readonly Question[] {
  const questions = searches.flatMap((search, place) =>
    subsets(pillars).flatMap((kept) =>
      fields.flatMap((field) =>
        directions.flatMap((direction) =>
          [44, 45, 46, 47, 48, 49, 50].map((size) => ({
            query,
            // The two lists without a search differ in their size.
            variables: {
              search,
              filter: { pillars: kept },
              orderBy: { field, direction },
              first: place === 1 ? size - 7 : size,
            },
          })),
        ),
      ),
    ),
  );
  return questions.map((_, index) => questions[(index * stride) % questions.length] ?? popularQuestion);
}

/** Shares no divisor with the number of questions: neighbours in the order differ in everything. */
const stride = 2_777;

function subsets<T>(values: readonly T[]): readonly (readonly T[])[] {
  const all = values.reduce<readonly (readonly T[])[]>(
    (sets, value) => sets.flatMap((set) => [set, [...set, value]]),
    [[]],
  );
  return all.filter((set) => set.length > 0);
}
