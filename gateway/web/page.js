// Starts GraphiQL on this hub with a question across departments.
/* global GraphiQL, React, ReactDOM */
const question = `# 人活ハブ: 部局をまたぐ一つの問い。 One question across departments.
# 障害のある人を対象とする施策を、部局・所管・地域・出典とともに。Ctrl+Enter で実行。
{
  measures(filter: { targetGroups: [PERSONS_WITH_DISABILITIES] }, first: 20) {
    totalCount
    nodes {
      name { ja en }
      department { code name { ja } }
      ownerUnit { name { ja } parent { ja } }
      pillar
      areas { name { ja } }
      sources { url }
      ... on EmploymentMeasure { paymentTrigger }
    }
    facets { departments { code name { ja } count } pillars { code name { ja } count } }
  }
}
`;
const fetcher = GraphiQL.createFetcher({ url: "/graphql" });
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, { fetcher, initialQuery: question, defaultQuery: question, shouldPersistHeaders: false }),
);
