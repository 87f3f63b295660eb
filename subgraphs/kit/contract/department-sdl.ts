/** The root fields, connections and payloads that every department publishes, with the department's name filled in. */

import { defaultPageSize } from "../graphql/paging.ts";

export interface DepartmentNames {
  /** Type prefix, e.g. `Welfare`. */
  readonly prefix: string;
  /** Field prefix, e.g. `welfare`. */
  readonly field: string;
  /** Japanese name of the department, for descriptions. */
  readonly ja: string;
}

/** `code` is the lower-case, hyphenated department code; `civil-engineering` becomes `CivilEngineering` and `civilEngineering`. */
export function departmentNames(code: string, ja: string): DepartmentNames {
  const prefix = pascalCase(code);
  return { prefix, field: prefix.charAt(0).toLowerCase() + prefix.slice(1), ja };
}

/** `SPOT_WORK_POOL` and `spot-work-pool` become `SpotWorkPool`. */
export function pascalCase(text: string): string {
  return text
    .toLowerCase()
    .split(/[-_]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

// Root fields may be null: one department that is down must not take the answers of the others with it.
export function departmentRootSdl({ prefix, field, ja }: DepartmentNames): string {
  return `
${connection(`${prefix}Measure`, `${prefix}Measure`, `${ja}の施策`)}
${connection(`${prefix}TalentResource`, "TalentResource", `${ja}の人材シェアリング資源`)}

"部局の施策の絞り込み。条件はすべて満たす。 Filter of a department's measures; all conditions hold."
input DepartmentMeasureFilter {
  "制度番号。 Codes."
  codes: [String!]
  "柱。 Pillars."
  pillars: [Pillar!]
  "手段。 Instruments."
  instruments: [Instrument!]
  "状態。 Lifecycles."
  lifecycles: [Lifecycle!]
}

"部局の人材シェアリング資源の絞り込み。条件はすべて満たす。 Filter of a department's talent resources; all conditions hold."
input DepartmentTalentResourceFilter {
  "資源番号。 Codes."
  codes: [String!]
  "種類。 Kinds."
  kinds: [TalentResourceKind!]
}

type Query {
  "${ja}の施策（制度番号順）。部局だけが知る項目も含む。 Measures of this department in the order of their codes."
  ${field}Measures(${pageArguments("DepartmentMeasureFilter")}): ${prefix}MeasureConnection ${paged}
  "${ja}の人材シェアリング資源（資源番号順）。 Talent resources of this department in the order of their codes."
  ${field}TalentResources(${pageArguments("DepartmentTalentResourceFilter")}): ${prefix}TalentResourceConnection ${paged}
  "この部局。目録が読む。 This department, for the catalog."
  owner: Department! @shareable @inaccessible
  "変更の記録。目録が読む。 The change feed, for the catalog."
  changes(
    "この番号より後の変更。 Changes after this number."
    after: ChangeSequence! = 0
    "件数。 How many at most."
    first: Int! = 500
  ): ChangePage! @shareable @inaccessible
}

"変更の通し番号。 Sequence number of a change."
scalar ChangeSequence @inaccessible

"変更後の記録の全体。 The whole record after a change."
scalar ChangeRecord @inaccessible

"変更の種類。 What happened."
enum ChangeOperation @inaccessible {
  "作成・変更。 Created or changed."
  UPSERT
  "取下げ。 Withdrawn."
  TOMBSTONE
}

"一つの変更。 One change."
type Change @shareable @inaccessible {
  "通し番号。 Sequence number."
  sequence: ChangeSequence!
  "型の名前。 Type name."
  typeName: String!
  "番号。 Code."
  code: String!
  "版。 Version."
  version: Int!
  "何が起きたか。 What happened."
  operation: ChangeOperation!
  "いつ。 When."
  at: DateTime!
  "変更後の記録。取下げなら null。 The record, null if withdrawn."
  record: ChangeRecord
}

"変更の一頁。 A page of changes."
type ChangePage @shareable @inaccessible {
  "変更（通し番号順）。 Changes in order."
  changes: [Change!]!
  "部局の最後の通し番号。 The department's last sequence number."
  last: ChangeSequence!
}

type Mutation {
${mutations(prefix, ja, "Measure", "施策")}
${mutations(prefix, ja, "TalentResource", "人材シェアリング資源")}
}

${mutationTypes(prefix, "Measure", "measure", `${prefix}Measure`)}
${mutationTypes(prefix, "TalentResource", "talentResource", "TalentResource")}
`;
}

/** What a page may cost is known from what is asked for. */
const paged = `@listSize(
    assumedSize: ${defaultPageSize}, slicingArguments: ["first", "last"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false
  )`;

function pageArguments(filter: string): string {
  return `
    "絞り込み。 Filter."
    filter: ${filter}
    "先頭からの件数（100 まで）。 How many from the start, 100 at most."
    first: Int
    "この位置の後から。 Start after this cursor."
    after: String
    "末尾からの件数（100 まで）。 How many from the end, 100 at most."
    last: Int
    "この位置の前まで。 End before this cursor."
    before: String
  `;
}

function connection(name: string, node: string, ja: string): string {
  return `
"${ja}の一覧（Relay）。 A page, as Relay defines it."
type ${name}Connection {
  "中身と位置。 Nodes with their cursors."
  edges: [${name}Edge!]!
  "中身。 Nodes."
  nodes: [${node}!]!
  "ページ情報。 Page information."
  pageInfo: PageInfo!
  "全件数。 How many there are in all."
  totalCount: Int!
}

"一覧の一件。 One item of a page."
type ${name}Edge {
  "位置。 Cursor."
  cursor: String!
  "中身。 Node."
  node: ${node}!
}`;
}

const inputArgument = `
    "入力。 Input."
    input: `;

function mutations(prefix: string, ja: string, noun: string, nounJa: string): string {
  const type = `${prefix}${noun}`;
  return `
  "${ja}の${nounJa}を作る。 Creates one."
  create${type}(${inputArgument}Create${type}Input!): ${type}Payload @tag(name: "staff")
  "${ja}の${nounJa}を変える。版が古ければ拒む。 Changes one; a stale version is refused."
  update${type}(${inputArgument}Update${type}Input!): ${type}Payload @tag(name: "staff")
  "${ja}の${nounJa}を終える。記録は残る。 Ends one; it stays in the graph as ended."
  end${type}(${inputArgument}End${type}Input!): ${type}Payload @tag(name: "staff")
  "誤って公開した${ja}の${nounJa}を取り下げる。履歴は残る。 Withdraws one published by mistake; its history stays."
  withdraw${type}(${inputArgument}Withdraw${type}Input!): ${type}Payload @tag(name: "staff")`;
}

const lastFiscalYear = `
  "終了年度。 The last fiscal year."
  endFiscalYear: FiscalYearNumber`;

const idempotencyKey = `
  "冪等キー。同じキーで送り直すと最初の結果を答える。 Idempotency key: sent again with it, the change is made once and its first outcome is told."
  idempotencyKey: String`;

function mutationTypes(prefix: string, noun: string, field: string, node: string): string {
  const type = `${prefix}${noun}`;
  return `
"作成の入力。 Input of create."
input Create${type}Input {
  "契約項目。 The contract's fields."
  ${field}: ${noun}Input!
  "部局の項目。 The department's own fields."
  details: ${type}DetailsInput${idempotencyKey}
}

"変更の入力。 Input of update."
input Update${type}Input {
  "読んだときの版。 The version that was read."
  version: Int!
  "契約項目の全体。 All the contract's fields."
  ${field}: ${noun}Input!
  "部局の項目の全体。 All the department's own fields."
  details: ${type}DetailsInput${idempotencyKey}
}

"終了の入力。 Input of end."
input End${type}Input {
  "対象の ID。 Its id."
  id: ID!
  "読んだときの版。 The version that was read."
  version: Int!${noun === "Measure" ? lastFiscalYear : ""}${idempotencyKey}
}

"取下げの入力。 Input of withdraw."
input Withdraw${type}Input {
  "対象の ID。 Its id."
  id: ID!
  "読んだときの版。 The version that was read."
  version: Int!${idempotencyKey}
}

"変更の結果。 What became of a change."
type ${type}Payload {
  "結果。拒まれたときと取下げのときは null。 The result, null when refused or withdrawn."
  ${field}: ${node}
  "直せる誤り。空なら成功。 What the caller can mend; empty on success."
  userErrors: [UserError!]!
}`;
}
