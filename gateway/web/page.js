// Starts GraphiQL on this hub with a question across departments.
/* global GraphiQL, React, ReactDOM */
const question = `# 部局をまたぐ一つの問い（Ctrl+Enter で実行）
# One question across departments
query AcrossDepartments {
  measures(
    filter: {
      targetGroups: [PERSONS_WITH_DISABILITIES]
    }
    first: 20
  ) {
    totalCount
    nodes {
      name { ja en }
      department { name { ja } }
      ownerUnit { name { ja } parent { ja } }
      pillar
      areas { name { ja } }
      sources { url }
      ... on EmploymentMeasure {
        paymentTrigger
      }
    }
    facets {
      departments { name { ja } count }
      pillars { name { ja } count }
    }
  }
}
`;
// Of the graph whose address was opened: `/graphql`, or a contract graph below it.
const fetcher = GraphiQL.createFetcher({ url: location.pathname });
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, { fetcher, initialQuery: question, defaultQuery: question, shouldPersistHeaders: false }),
);
