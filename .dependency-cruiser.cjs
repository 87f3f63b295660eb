/** Who may import whom. The names of the rules are the document; `npm run rules` checks them. */
const kit = "^subgraphs/kit/";
const departmentFolder = "^subgraphs/(?!kit/|catalog/|exchange/|audit/)([^/]+)/";
const auditTool = "^gateway/cli/(commands/audit|import/check-ahead)\\.ts$";
const overlapTool = "^gateway/cli/(commands/overlap\\.ts$|overlap/)";

module.exports = {
  forbidden: [
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "kit-imports-nobody",
      severity: "error",
      from: { path: kit },
      to: { path: "^(gateway|subgraphs|tests)/", pathNot: kit },
    },
    {
      name: "department-imports-kit-only",
      severity: "error",
      from: { path: departmentFolder },
      to: { path: "^(gateway|subgraphs|tests)/", pathNot: [kit, "^subgraphs/$1/"] },
    },
    {
      name: "catalog-imports-kit-only",
      severity: "error",
      from: { path: "^subgraphs/catalog/" },
      to: { path: "^(gateway|subgraphs|tests)/", pathNot: [kit, "^subgraphs/catalog/"] },
    },
    {
      name: "gateway-never-imports-a-subgraph",
      comment: "The hall opens the embedded subgraphs; everything else meets them as published SDL.",
      severity: "error",
      from: { path: "^gateway/", pathNot: ["^gateway/main\\.ts$", overlapTool, auditTool] },
      to: { path: "^subgraphs/", pathNot: kit },
    },
    {
      name: "overlap-tool-runs-the-engine-only",
      comment: "The engine is pure: the tool hands it any table, without the audit's database or graph.",
      severity: "error",
      from: { path: overlapTool },
      to: { path: "^subgraphs/", pathNot: [kit, "^subgraphs/audit/overlap/"] },
    },
    {
      name: "audit-tools-ask-the-audit-only",
      comment: "They prove the trail, and check ahead, also while the hub does not run.",
      severity: "error",
      from: { path: auditTool },
      to: { path: "^subgraphs/", pathNot: [kit, "^subgraphs/audit/(trail/|(database|check-ahead)\\.ts$)"] },
    },
    {
      name: "audit-imports-kit-only",
      severity: "error",
      from: { path: "^subgraphs/audit/" },
      to: { path: "^(gateway|subgraphs|tests)/", pathNot: [kit, "^subgraphs/audit/"] },
    },
    {
      name: "overlap-engine-touches-nothing-outside",
      severity: "error",
      from: { path: "^subgraphs/audit/overlap/" },
      to: { dependencyTypes: ["core", "npm"] },
    },
    {
      name: "hall-opens-embedded-subgraphs-only",
      severity: "error",
      from: { path: "^gateway/main\\.ts$" },
      to: { path: "^subgraphs/", pathNot: [kit, "^subgraphs/embedded\\.ts$"] },
    },
    {
      name: "gateway-rooms-meet-in-the-hall",
      comment: "A room may read the settings and the log, which have no rooms of their own to fall into.",
      severity: "error",
      from: { path: "^gateway/(access|limits|supergraph|execution|web|console)/" },
      to: { path: "^gateway/[^/]+/", pathNot: ["^gateway/$1/", "^gateway/telemetry/"] },
    },
    {
      name: "console-pages-run-in-a-browser",
      comment: "They know the hub by its graph only.",
      severity: "error",
      from: { path: "^gateway/console/browser/" },
      to: { pathNot: "^gateway/console/browser/" },
    },
    {
      name: "registry-tries-what-serves",
      comment:
        "It composes with the code that composes what is served, loads with the engine that serves, reads rules as they are held to, and finds which trusted documents fit as the hub does.",
      severity: "error",
      from: { path: "^gateway/registry/" },
      to: {
        path: "^gateway/[^/]+/",
        pathNot: [
          "^gateway/registry/",
          "^gateway/supergraph/",
          "^gateway/execution/index\\.ts$",
          "^gateway/documents/unfit-documents\\.ts$",
          "^gateway/access/(take-rules-out|field-demands|field-owners)\\.ts$",
          "^gateway/telemetry/",
        ],
      },
    },
    {
      name: "nothing-imports-tests",
      severity: "error",
      from: { pathNot: "^tests/" },
      to: { path: "^tests/" },
    },
    {
      name: "no-development-dependency-in-the-product",
      severity: "error",
      from: {
        path: "^(gateway|subgraphs)/",
        pathNot: ["^subgraphs/kit/contract/generate\\.ts$", "^subgraphs/[^/]+/[^/]+\\.test\\.ts$"],
      },
      to: { dependencyTypes: ["npm-dev"] },
    },
    { name: "everything-resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^tests/bench/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "node", "default"] },
  },
};
