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

// What GraphiQL leaves out for whoever does not see it, or has no mouse: it draws anew at any time.
const names = [
  [".graphiql-query-editor textarea", "問い合わせ Query"],
  [".graphiql-editor-tool .graphiql-editor:nth-child(1) textarea", "変数 Variables"],
  [".graphiql-editor-tool .graphiql-editor:nth-child(2) textarea", "ヘッダー Headers"],
  [".graphiql-response textarea, .result-window textarea", "応答 Response"],
];

function mend() {
  for (const [places, name] of names) for (const field of find(places)) set(field, "aria-label", name);
  // A tab may hold no button of its own; the buttons in it are what one presses.
  for (const list of find(".graphiql-tabs")) set(list, "role", "list");
  for (const tab of find(".graphiql-tab")) {
    set(tab, "role", "listitem");
    tab.removeAttribute("aria-selected");
    const button = tab.querySelector(".graphiql-tab-button");
    if (button) set(button, "aria-current", String(tab.classList.contains("graphiql-tab-active")));
  }
  for (const session of find("#graphiql-session")) set(session, "role", "group");
  for (const scrolled of find(".CodeMirror-scroll")) set(scrolled, "tabindex", "0");
}

function find(places) {
  return document.querySelectorAll(places);
}

function set(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

new MutationObserver(mend).observe(document.getElementById("graphiql"), {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: ["role", "aria-selected", "tabindex", "class"],
});
mend();
