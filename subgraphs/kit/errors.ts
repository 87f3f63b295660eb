/** The catalogue of what the hub can say is wrong: each with a stable code and a text in Japanese and English. */

export interface Bilingual {
  readonly ja: string;
  readonly en: string;
}

/** A broken promise or an unusable setting; its message is one line that says what, where and what to do. */
export class HubError extends Error {
  readonly code: string;
  readonly text: Bilingual;

  constructor(code: string, text: Bilingual, options?: ErrorOptions) {
    super(`${text.en} / ${text.ja}`, options);
    this.name = "HubError";
    this.code = code;
    this.text = text;
  }
}

type Describe<Args extends readonly unknown[]> = (...args: Args) => Bilingual;

function define<Args extends readonly unknown[]>(code: string, describe: Describe<Args>) {
  return Object.assign((...args: Args) => new HubError(code, describe(...args)), { code });
}

export const errors = {
  portTaken: define("PORT_TAKEN", (host: string, port: number) => ({
    ja: `${host} の ${port} 番ポートはほかのプログラムが使用中です。JINKATSU_PORT に別の番号を指定してください。`,
    en: `Port ${port} on ${host} is taken by another program. Set JINKATSU_PORT to a free one.`,
  })),
  cannotListen: define("CANNOT_LISTEN", (host: string, port: number, reason: string) => ({
    ja: `${host} の ${port} 番ポートで待ち受けできません（${reason}）。JINKATSU_HOST と JINKATSU_PORT を確かめてください。`,
    en: `Cannot listen on ${host}:${port} (${reason}). Check JINKATSU_HOST and JINKATSU_PORT.`,
  })),
  folderNotWritable: define("FOLDER_NOT_WRITABLE", (folder: string, reason: string) => ({
    ja: `データフォルダー ${folder} に書き込めません（${reason}）。JINKATSU_DATA に書き込める場所を指定してください。`,
    en: `The data folder ${folder} cannot be written (${reason}). Set JINKATSU_DATA to a writable one.`,
  })),
  dataNotPrivate: define("DATA_NOT_PRIVATE", (place: string, mode: string) => ({
    ja: `${place} はほかの利用者にも開かれていて（${mode}）、ハブには閉じられません。chmod で所有者だけにするか（フォルダーは 700、ファイルは 600）、JINKATSU_DATA にハブ専用のフォルダーを指定してください。`,
    en: `${place} is open to other users (${mode}), and the hub cannot close it. Close it with chmod (folders 700, files 600), or set JINKATSU_DATA to a folder of the hub's own.`,
  })),
  databaseFileUnusable: define("DATABASE_FILE_UNUSABLE", (file: string, reason: string) => ({
    ja: `データベースファイル ${file} を開けません（${reason}）。別の場所に移すか、JINKATSU_DATA に別のフォルダーを指定してください。`,
    en: `The database file ${file} cannot be opened (${reason}). Move it away, or set JINKATSU_DATA to another folder.`,
  })),
  databaseDamaged: define("DATABASE_DAMAGED", (name: string, reason: string, remedy: Bilingual) => ({
    ja: `データベース ${name} が壊れています（${reason}）。${remedy.ja}`,
    en: `The database ${name} is damaged (${reason}). ${remedy.en}`,
  })),
  ownFieldWithoutColumn: define("OWN_FIELD_WITHOUT_COLUMN", (fields: readonly string[], table: string) => ({
    ja: `独自項目 ${fields.join("、")} に列がなく、値を保存できません。表 ${table} の defineDetails に同じ名前の列を加え、マイグレーションも書いてください。`,
    en: `The own fields ${fields.join(", ")} have no column, so their values could not be kept. Add columns of the same names to defineDetails of ${table}, and a migration.`,
  })),
  ownFieldColumnUnfit: define(
    "OWN_FIELD_COLUMN_UNFIT",
    (field: string, { table, kind, fit }: { table: string; kind: string; fit: readonly string[] }) => ({
      ja: `独自項目 ${field} の型は、表 ${table} の ${kind} の列では保存できません。kind に次のどれかを指定してください: ${fit.join("、")}`,
      en: `The type of the own field ${field} cannot be kept in a column of the kind ${kind} (table ${table}). Set its kind to one of: ${fit.join(", ")}.`,
    }),
  ),
  columnKindUnknown: define("COLUMN_KIND_UNKNOWN", (column: string, kind: string, known: readonly string[]) => ({
    ja: `列 ${column} の kind "${kind}" はありません。次のどれかを指定してください: ${known.join("、")}`,
    en: `The column ${column} has the kind "${kind}", which does not exist. Use one of: ${known.join(", ")}.`,
  })),
  migrationMissing: define("MIGRATION_MISSING", (table: string, columns: readonly string[]) => ({
    ja: `データベースの表 ${table} に列 ${columns.join("、")} がありません。列を加えるマイグレーションを書き、department.ts の migrations の最後に加えてください。表が失われたのなら、バックアップを戻してください。`,
    en: `The database's table ${table} has no column ${columns.join(", ")}. Write a migration that adds it, and name it last in the migrations of department.ts. Where the table was lost, put a backup back.`,
  })),
  settingInvalid: define("SETTING_INVALID", (name: string, expected: Bilingual) => ({
    ja: `設定 ${name} が正しくありません。${expected.ja}`,
    en: `The setting ${name} is not valid. ${expected.en}`,
  })),
  settingTwice: define("SETTING_TWICE", (name: string, other: string) => ({
    ja: `設定 ${name} と ${other} の両方があります。どちらか一つにしてください。`,
    en: `Both settings ${name} and ${other} are there. Keep one of them.`,
  })),
  settingFileUnreadable: define("SETTING_FILE_UNREADABLE", (name: string, file: string, reason: string) => ({
    ja: `設定 ${name} のファイル ${file} を読めません（${reason}）。場所と、読む権限を確かめてください。`,
    en: `The file ${file} of the setting ${name} cannot be read (${reason}). Check where it is and who may read it.`,
  })),
  databaseUnreachable: define("DATABASE_UNREACHABLE", (where: string, reason: string) => ({
    ja: `データベース ${where} に接続できません（${reason}）。JINKATSU_DATABASE_URL のホストとポートを確かめてください。`,
    en: `The database at ${where} cannot be reached (${reason}). Check host and port in JINKATSU_DATABASE_URL.`,
  })),
  databaseRefused: define("DATABASE_REFUSED", (where: string, reason: string) => ({
    ja: `データベース ${where} に拒否されました（${reason}）。JINKATSU_DATABASE_URL のユーザー名、パスワード、権限と、サーバーが TLS を求めるなら ?ssl-mode=VERIFY_IDENTITY を確かめてください。`,
    en: `The database at ${where} refused the login (${reason}). Check user, password and rights in JINKATSU_DATABASE_URL and, where the server asks for TLS, ?ssl-mode=VERIFY_IDENTITY.`,
  })),
  databaseTlsFile: define("DATABASE_TLS_FILE", (option: string, file: string, reason: string) => ({
    ja: `JINKATSU_DATABASE_URL の ${option} のファイル ${file} を読めません（${reason}）。場所と、読む権限を確かめてください。`,
    en: `The file ${file} of ${option} in JINKATSU_DATABASE_URL cannot be read (${reason}). Check where it is and who may read it.`,
  })),
  databaseTls: define("DATABASE_TLS", (where: string, reason: string) => ({
    ja: `データベース ${where} と TLS で接続できません（${reason}）。JINKATSU_DATABASE_URL の ssl-mode と ssl-ca、サーバーの証明書を確かめてください。`,
    en: `No TLS with the database at ${where} (${reason}). Check ssl-mode and ssl-ca in JINKATSU_DATABASE_URL, and the server's certificate.`,
  })),
  databaseTlsRequired: define("DATABASE_TLS_REQUIRED", (where: string) => ({
    ja: `データベース ${where} は TLS の接続しか受け付けません。JINKATSU_DATABASE_URL に ?ssl-mode=VERIFY_IDENTITY と、必要なら &ssl-ca=ファイル を付けてください。`,
    en: `The database at ${where} takes connections by TLS only. Add ?ssl-mode=VERIFY_IDENTITY to JINKATSU_DATABASE_URL and, if need be, &ssl-ca=FILE.`,
  })),
  databaseAway: define("DATABASE_AWAY", () => ({
    ja: "データベースが今は応答しません。少し待ってからもう一度お試しください。",
    en: "The database does not answer at the moment. Try again in a moment.",
  })),
  leaving: define("LEAVING", () => ({
    ja: "このプロセスは終了するところです。新しい要求はほかのプロセスに送ってください。",
    en: "This process is about to end. Send new requests to another one.",
  })),
  databaseCrowded: define("DATABASE_CROWDED", () => ({
    ja: "データベースの接続がすべて使われているため、何も読まれず、何も変更されていません。少し待ってからもう一度お試しください。続くときは、管理者が接続の上限（max_connections）を増やすか、プロセスを減らしてください。",
    en: "All connections of the database are taken, so nothing was read or changed. Try again in a moment. If this lasts, the operator should allow more (max_connections) or run fewer processes.",
  })),
  changeNotMade: define("CHANGE_NOT_MADE", () => ({
    ja: "データベースが今は応答しません。この変更は行われていません。少し待ってからもう一度送ってください。",
    en: "The database does not answer at the moment. This change was not made; send it again in a moment.",
  })),
  databaseFull: define("DATABASE_FULL", () => ({
    ja: "データベースに空きがないため、この変更は行われませんでした。管理者が空きを作ると、再び変更できます。",
    en: "The database has no room left, so this change was not made. Changes work again once the operator has made room.",
  })),
  databaseBusy: define("DATABASE_BUSY", () => ({
    ja: "ほかのプログラムがデータベースに書き込み中のため、この変更は行われませんでした。少し待ってからもう一度お試しください。",
    en: "Another program is writing to the database, so this change was not made. Try again in a moment.",
  })),
  databaseReadOnly: define("DATABASE_READ_ONLY", () => ({
    ja: "データベースが読み取り専用のため、この変更は行われませんでした。管理者が書き込めるようにすると、再び変更できます。",
    en: "The database can only be read now, so this change was not made. Changes work again once the operator lets it be written.",
  })),
  databaseFault: define("DATABASE_FAULT", (reason: string) => ({
    ja: `データベースに書き込めないため、この変更は行われませんでした（${reason}）。管理者はディスクとデータベースを確かめてください。`,
    en: `The database cannot be written, so this change was not made (${reason}). The operator should check the disk and the database.`,
  })),
  databaseFileGone: define("DATABASE_FILE_GONE", () => ({
    ja: "データベースのファイルが、起動後に削除・移動または置き換えられたため、変更は保存されません。管理者がファイルを元に戻すか、再起動すると、再び変更できます。",
    en: "The database's files were deleted, moved or replaced after the start, so no change is kept. Changes work again once the operator puts them back or starts anew.",
  })),
  commitUnknown: define("COMMIT_UNKNOWN", () => ({
    ja: "保存の途中でデータベースとの接続が切れ、変更されたかどうかわかりません。内容を読み直して確かめるか、同じ冪等キー（idempotencyKey）でもう一度送ってください。",
    en: "The connection to the database broke while saving, so it is not known whether the change was made. Read the record to see, or send it again with the same idempotency key.",
  })),
  savedNotShown: define("SAVED_NOT_SHOWN", (version?: number) => ({
    ja: `変更は保存されました${version === undefined ? "" : `（版 ${version}）`}。今は表示できません。送り直さず、少し待ってから読み直してください。`,
    en: `The change is saved${version === undefined ? "" : ` (version ${version})`} and cannot be shown now. Do not send it again; read it in a moment.`,
  })),
  importBrokenOff: define("IMPORT_BROKEN_OFF", ({ stored, reason, isKnown }: BrokenImport) => ({
    ja: `途中で保存できなくなりました（${reason}）。データベースには ${stored} 行が保存されています${isKnown ? "" : "。最後にまとめて保存した行が保存されたかどうかはわかりません"}。同じファイルをもう一度取り込めます。保存済みの行は変わりません。`,
    en: `Storing broke off (${reason}). ${stored} rows are in the database${isKnown ? "" : "; whether the last rows that were stored together are is not known"}. The same file can be given again: rows that are stored stay as they are.`,
  })),
  idempotencyKeyInvalid: define("IDEMPOTENCY_KEY_INVALID", () => ({
    ja: "冪等キーは、空白を除く ASCII 文字 1 字から 191 字までで指定してください。変更ごとに新しい UUID が適しています。",
    en: "Give an idempotency key of 1 to 191 visible ASCII characters without blanks; a new UUID for each change is best.",
  })),
  idempotencyKeyReused: define("IDEMPOTENCY_KEY_REUSED", (key: string) => ({
    ja: `冪等キー ${key} は、内容の違う変更に既に使われています。この変更は行われていません。別のキーを付けて送ってください。`,
    en: `The idempotency key ${key} was used for another change already. This change was not made; send it with a key of its own.`,
  })),
  changeUnconfirmed: define("CHANGE_UNCONFIRMED", () => ({
    ja: "変更の結果を確かめられませんでした。行われたかどうか、内容を読み直して確かめてください。",
    en: "What became of the change could not be confirmed. Read the record to see whether it was made.",
  })),
  subgraphsMissing: define("SUBGRAPHS_MISSING", () => ({
    ja: "サブグラフの場所がわかりません。JINKATSU_SUBGRAPHS に 名前=http://ホスト:ポート/graphql をコンマで区切って指定してください。",
    en: "Where the subgraphs are is not known. Set JINKATSU_SUBGRAPHS to name=http://host:port/graphql, separated by commas.",
  })),
  subgraphUnreachable: define("SUBGRAPH_UNREACHABLE", (name: string) => ({
    ja: `サブグラフ ${name} から応答がありません。ほかの部分の回答は有効です。少し待ってからもう一度お試しください。変更を送った場合は、行われたかどうかを読み直して確かめるか、同じ冪等キーで送ってください。`,
    en: `No answer came from the subgraph ${name}. The rest of this answer holds; try again in a moment. If you sent a change, read again to see whether it was made, or send it with the same idempotency key.`,
  })),
  subgraphTimeout: define("SUBGRAPH_TIMEOUT", (name: string) => ({
    ja: `サブグラフ ${name} が時間内に応答しません。ほかの部分の回答は有効です。変更を送った場合は、行われたかどうかを読み直して確かめるか、同じ冪等キーで送ってください。`,
    en: `The subgraph ${name} did not answer in time. The rest of this answer holds. If you sent a change, read again to see whether it was made, or send it with the same idempotency key.`,
  })),
  requestTimeout: define("REQUEST_TIMEOUT", () => ({
    ja: "この問い合わせは時間内に終わりませんでした。範囲を狭めるか、時間をおいてもう一度お試しください。変更を送った場合は、行われたかどうかを読み直して確かめてください。",
    en: "This request did not end in time. Ask for less, or ask again later. If you sent a change, read again to see whether it was made.",
  })),
  subgraphAnswerInvalid: define("SUBGRAPH_ANSWER_INVALID", (name: string) => ({
    ja: `サブグラフ ${name} の応答は、問い合わせに対する GraphQL の回答になっていません。`,
    en: `What the subgraph ${name} answered is not a GraphQL answer to what was asked.`,
  })),
  notFetched: define("NOT_FETCHED", (field: string, subgraphs: string) => ({
    ja: `${field} はどのサブグラフにも問い合わせていないため、値がわかりません（提供元：${subgraphs}）。値がないという意味ではありません。ハブの管理者にお知らせください。`,
    en: `No subgraph was asked for ${field}, so its value is not known (it comes from ${subgraphs}). This does not mean that there is none. Tell the hub's operator.`,
  })),
  operationNotPlannable: define("OPERATION_NOT_PLANNABLE", (field: string) => ({
    ja: `${field} の問い合わせ方を組み立てられないため、何も読んでいません。この部分を分けるか、型を指定したフラグメントを減らしてもう一度お試しください。`,
    en: `The hub found no way to ask its subgraphs for ${field}, so nothing was read. Ask for this part by itself, or with fewer fragments on other types.`,
  })),
  entityMismatch: define("ENTITY_MISMATCH", (name: string) => ({
    ja: `サブグラフ ${name} が、尋ねたものと違う記録、または違う順序で応答しました。`,
    en: `The subgraph ${name} answered with other records than it was asked for, or in another order.`,
  })),
  argumentsInvalid: define("ARGUMENTS_INVALID", (what: string) => ({
    ja: `コマンドの指定が正しくありません（${what}）。使えるのは --supergraph ファイル、--port 番号 です。`,
    en: `The command line is not valid (${what}). Use --supergraph FILE and --port NUMBER.`,
  })),
  mockRefuses: define("MOCK_REFUSES", (subgraph: string) => ({
    ja: `${subgraph} は SDL から作った代役です。変更と購読は行いません。jinkatsu dev --url で本物を指定してください。`,
    en: `${subgraph} is a mock made from its SDL: it changes nothing and sends no events. Run the real one, and see jinkatsu dev --url.`,
  })),
  supergraphUnreadable: define("SUPERGRAPH_UNREADABLE", (file: string, reason: string) => ({
    ja: `スーパーグラフのファイル ${file} を読めません（${reason}）。--supergraph に合成済みのファイルを指定してください。`,
    en: `The supergraph file ${file} cannot be read (${reason}). Name a composed one with --supergraph.`,
  })),
  supergraphInvalid: define("SUPERGRAPH_INVALID", (file: string, reason: string) => ({
    ja: `${file} は Federation 2 の合成済みスーパーグラフではないか、壊れています（${reason}）。合成し直してください。`,
    en: `The file ${file} is no composed Federation 2 supergraph, or it is broken (${reason}). Compose it again.`,
  })),
  workersNeedGatewayAlone: define("WORKERS_NEED_GATEWAY_ALONE", () => ({
    ja: "JINKATSU_WORKERS に 2 以上を指定できるのは、サブグラフが別のプロセスで動くとき（npm run gateway）だけです。1 にするか、サブグラフを分けてください。",
    en: "JINKATSU_WORKERS above 1 needs subgraphs that run as processes of their own (npm run gateway). Set it to 1, or run the subgraphs apart.",
  })),
  departmentUnknown: define("DEPARTMENT_UNKNOWN", (name: string, known: readonly string[]) => ({
    ja: `部局 ${name} はありません。指定できるのは ${known.join("、")} です。`,
    en: `There is no department ${name}. Known ones: ${known.join(", ")}.`,
  })),
  ownFieldTaken: define("OWN_FIELD_TAKEN", (type: string, field: string, contract: string) => ({
    ja: `型 ${type} の項目 ${field} は、共通契約 ${contract} に既にあります。部局の SDL から除くか、別の名前にしてください。`,
    en: `The field ${field} of ${type} is already part of the contract ${contract}. Remove it from the department's SDL, or rename it.`,
  })),
  writesClosed: define("WRITES_CLOSED", () => ({
    ja: "変更できるのは部局の担当者だけです。アクセストークンを付けて送ってください。開発モードでは、このコンピューターからはトークンなしで変更できます。",
    en: "Only members of a department can make changes. Send an access token; in development mode, this machine needs none.",
  })),
  cursorInvalid: define("CURSOR_INVALID", () => ({
    ja: "カーソルが正しくないか、期限が切れています。先頭のページから読み直してください。",
    en: "The cursor is not valid or has expired. Read again from the first page.",
  })),
  pageArgumentsInvalid: define("PAGE_ARGUMENTS_INVALID", (max: number) => ({
    ja: `first または last の一方だけを、0 から ${max} までで指定してください。after は first と、before は last と使います。`,
    en: `Give either first or last, from 0 to ${max}; after goes with first, before with last.`,
  })),
  tooManyIds: define("TOO_MANY_IDS", (max: number) => ({
    ja: `一度に引ける ID は ${max} 個までです。分けて引いてください。`,
    en: `At most ${max} ids at a time; ask for the others in further requests.`,
  })),
  idInvalid: define("ID_INVALID", () => ({
    ja: "ID の形が正しくありません。",
    en: "The id is not of a known form.",
  })),
  headingsUnknown: define("HEADINGS_UNKNOWN", (unknown: readonly UnknownHeading[]) => ({
    ja: `わからない見出しがあります: ${listed(unknown, "ja")}。見出しを直す（--columns で確かめられます）か、--map "見出し=項目" か --ignore "見出し" を指定してください。`,
    en: `Unknown headings: ${listed(unknown, "en")}. Correct them (--columns lists the known ones), or give --map "heading=field" or --ignore "heading".`,
  })),
  headingUnitUnknown: define("HEADING_UNIT_UNKNOWN", (heading: string, unit: string) => ({
    ja: `見出し「${heading}」の単位「${unit}」がわかりません。円・千円・万円・百万円・億円、%、人 などに直してください。`,
    en: `The unit "${unit}" of the heading "${heading}" is not known. Write 円, 千円, 万円, 百万円 or 億円 (yen), %, or 人 (persons).`,
  })),
  givenValueRefused: define("GIVEN_VALUE_REFUSED", (heading: string, value: string, reason: Bilingual) => ({
    ja: `--set "${heading}=${value}" は使えません。${reason.ja}`,
    en: `--set "${heading}=${value}" cannot be used. ${reason.en}`,
  })),
  headingsTwice: define("HEADINGS_TWICE", (headings: readonly string[]) => ({
    ja: `二つの見出しが同じ項目を指しています: ${headings.join("、")}。一つにするか、--ignore で除いてください。`,
    en: `Two headings mean the same field: ${headings.join(", ")}. Keep one, or leave the other out with --ignore.`,
  })),
  templateFilledNotXlsx: define("TEMPLATE_FILLED_NOT_XLSX", (file: string) => ({
    ja: `記録を入れた表は Excel ブックです。${file} の代わりに、名前の終わりを .xlsx にしてください。`,
    en: `A table filled with records is a workbook. Give it a name that ends in .xlsx instead of ${file}.`,
  })),
  replaceNothing: define("REPLACE_NOTHING", (file: string) => ({
    ja: `${file} に行がありません。--replace を付けるとすべての記録が終了になるため、取り込みません。`,
    en: `${file} has no rows. With --replace every record would be ended, so nothing is done.`,
  })),
  headingMapInvalid: define("HEADING_MAP_INVALID", (text: string) => ({
    ja: `--map は "見出し=項目" の形で指定してください（${text}）。`,
    en: `Give --map as "heading=field" (${text}).`,
  })),
  headingSetInvalid: define("HEADING_SET_INVALID", (text: string) => ({
    ja: `--set は "項目=値" の形で指定してください（${text}）。`,
    en: `Give --set as "field=value" (${text}).`,
  })),
  fileRefused: define("FILE_REFUSED", (file: string, place: string, reason: Bilingual) => ({
    ja: `${file} は取り込まれていません。${place} ${reason.ja}`,
    en: `${file} was not imported. ${place} ${reason.en}`,
  })),
  fileNotWritable: define("FILE_NOT_WRITABLE", (file: string, reason: string) => ({
    ja: `${file} に書き込めません（${reason}）。書き込める場所を --rejected で指定してください。`,
    en: `${file} cannot be written (${reason}). Name a writable place with --rejected.`,
  })),
  documentNotTrusted: define("DOCUMENT_NOT_TRUSTED", () => ({
    ja: "このハブは信頼済みの一覧にある文書だけを実行します。npx jinkatsu trust で一覧に加えてください。",
    en: "This hub runs only documents that are listed as trusted. Have yours listed with npx jinkatsu trust.",
  })),
  documentUnknown: define("DOCUMENT_UNKNOWN", () => ({
    ja: "この documentId の文書は一覧にありません。文書の全文を query で送ってください。",
    en: "No document with this documentId is listed. Send the text of the document as query.",
  })),
  documentHashWrong: define("DOCUMENT_HASH_WRONG", () => ({
    ja: "extensions.persistedQuery は version: 1 と、query の SHA-256（16 進数）を sha256Hash に指定してください。",
    en: "Give extensions.persistedQuery as version: 1 and sha256Hash, the SHA-256 of query in hexadecimal.",
  })),
  trustedDocumentsUnreadable: define("TRUSTED_DOCUMENTS_UNREADABLE", (file: string, reason: string) => ({
    ja: `信頼済みの文書 ${file} を読めません（${reason}）。JINKATSU_TRUSTED_DOCUMENTS を確かめるか、npx jinkatsu trust で作り直してください。`,
    en: `The trusted documents in ${file} cannot be read (${reason}). Check JINKATSU_TRUSTED_DOCUMENTS, or write them anew with npx jinkatsu trust.`,
  })),
  trustedDocumentsMissing: define("TRUSTED_DOCUMENTS_MISSING", (place: string) => ({
    ja: `${place} に信頼済みの文書がありません。npx jinkatsu trust で作るか、JINKATSU_DOCUMENTS=any を指定してください。`,
    en: `There are no trusted documents at ${place}. List some with npx jinkatsu trust, or set JINKATSU_DOCUMENTS=any.`,
  })),
  documentFileInvalid: define("DOCUMENT_FILE_INVALID", (file: string, reason: string) => ({
    ja: `${file} は GraphQL の文書として読めません（${reason}）。直してからもう一度実行してください。`,
    en: `${file} cannot be read as a GraphQL document (${reason}). Correct it and run the command again.`,
  })),
  manifestNotWritable: define("MANIFEST_NOT_WRITABLE", (file: string, reason: string) => ({
    ja: `${file} に書き込めません（${reason}）。書き込める場所を --out で指定してください。`,
    en: `${file} cannot be written (${reason}). Name a writable place with --out.`,
  })),
  subscriptionNeedsStream: define("SUBSCRIPTION_NEEDS_STREAM", () => ({
    ja: "サブスクリプションは Accept: text/event-stream の POST か、WebSocket（graphql-transport-ws）で受け取ってください。",
    en: "Ask for a subscription with a POST that accepts text/event-stream, or over a WebSocket (graphql-transport-ws).",
  })),
  /** `perCaller` is 0 where one caller may have all. */
  subscriptionsFull: define("SUBSCRIPTIONS_FULL", (limit: number, perCaller: number) => ({
    ja: `同時に開けるサブスクリプションは${perCaller > 0 ? `、一人で ${perCaller} 個、全体で` : ""} ${limit} 個までです。少し待ってからもう一度お試しください。`,
    en: `At most ${limit} subscriptions can be open at a time${perCaller > 0 ? `, ${perCaller} of one caller` : ""}. Try again later.`,
  })),
  subscriptionBroken: define("SUBSCRIPTION_BROKEN", (subgraph: string) => ({
    ja: `${subgraph} からの通知が途切れました。もう一度開いてください。`,
    en: `The events of ${subgraph} broke off. Subscribe again.`,
  })),
  designPolicyInvalid: define("DESIGN_POLICY_INVALID", (file: string, place: string) => ({
    ja: `${file} の ${place || "内容"} が正しくありません。design の下に、添付の schema/policy.yaml と同じ形で書いてください。`,
    en: `${file} is not valid at ${place || "its top"}. Write it below design, in the form of the schema/policy.yaml that comes with the hub.`,
  })),
  schemaFileUnreadable: define("SCHEMA_FILE_UNREADABLE", (file: string, reason: string) => ({
    ja: `${file} を読めません（${reason}）。スキーマのファイルかフォルダーを指定してください。`,
    en: `${file} cannot be read (${reason}). Name a file or a folder of schemas.`,
  })),
  schemaFileEncoding: define("SCHEMA_FILE_ENCODING", (file: string, encoding: string) => ({
    ja: `${file} の文字コードは UTF-8 ではありません（${encoding}）。エディターで UTF-8 として保存し直してください。`,
    en: `${file} is not in UTF-8 but in ${encoding}. Save it as UTF-8 in your editor.`,
  })),
  schemaFileEmpty: define("SCHEMA_FILE_EMPTY", (file: string) => ({
    ja: `${file} には何も書かれていません。SDL を書くか、フォルダーから除いてください。`,
    en: `${file} is empty. Write its SDL, or take the file away.`,
  })),
  publishedSchemaMissing: define("PUBLISHED_SCHEMA_MISSING", (name: string, url: string) => ({
    ja: `サブグラフ ${name}（${url}）がスキーマを答えません。動いているか確かめるか、--against にフォルダーを指定してください。`,
    en: `The subgraph ${name} at ${url} does not tell its schema. See that it runs, or name a folder with --against.`,
  })),
  tokenInvalid: define("TOKEN_INVALID", () => ({
    ja: "アクセストークンを確認できません。発行元、宛先、署名、形を確かめて、新しいトークンを Authorization: Bearer で送ってください。",
    en: "The access token cannot be verified. Check its issuer, audience, signature and form, and send a new one as Authorization: Bearer.",
  })),
  tokenExpired: define("TOKEN_EXPIRED", () => ({
    ja: "アクセストークンの期限が切れています。新しいトークンを取ってください。",
    en: "The access token has expired. Get a new one.",
  })),
  tokenRevoked: define("TOKEN_REVOKED", () => ({
    ja: "アクセストークンは取り消されています。ログインし直してください。",
    en: "The access token has been revoked. Log in again.",
  })),
  tokenWithoutRole: define("TOKEN_WITHOUT_ROLE", () => ({
    ja: "アクセストークンにこのハブの役割（roles）がないか、部局の役割に部局（department）がありません。発行元の設定を確かめてください。",
    en: "The access token has no role of this hub (roles), or a department's role without its department. Check what the issuer puts in.",
  })),
  issuerUnreachable: define("ISSUER_UNREACHABLE", () => ({
    ja: "アクセストークンの発行元の鍵を取得できません。少し待ってからもう一度お試しください。",
    en: "The keys of the access token's issuer cannot be had. Try again in a moment.",
  })),
  revocationsUnreadable: define("REVOCATIONS_UNREADABLE", (line: number, file: string) => ({
    ja: `取り消しの一覧 ${file} の ${line} 行目を読めないため、トークンを受け付けません。その行を直してください。`,
    en: `No token is accepted, because line ${line} of the revocations in ${file} cannot be read. Correct the line.`,
  })),
  revocationsAway: define("REVOCATIONS_UNREADABLE", (file: string) => ({
    ja: `取り消しの一覧 ${file} はリンクで、その先を読めないため、トークンを受け付けません。リンク先を戻すか、リンクを消してください。`,
    en: `No token is accepted, because the revocations in ${file} are a link that leads to nothing. Bring back what it leads to, or remove the link.`,
  })),
  developmentKeyUnusable: define("DEVELOPMENT_KEY_UNUSABLE", (file: string) => ({
    ja: `開発用の鍵 ${file} は、ほかの利用者が読めるか、壊れています。削除して npx jinkatsu token で作り直してください。`,
    en: `The development key ${file} can be read by others, or is damaged. Delete it and make one anew with npx jinkatsu token.`,
  })),
  developmentTokensClosed: define("DEVELOPMENT_TOKENS_CLOSED", () => ({
    ja: "開発用のトークンは本番モードでは発行できません。本番では JINKATSU_ISSUERS の発行元から取ってください。",
    en: "Development tokens are not issued in production mode. Get one from an issuer of JINKATSU_ISSUERS.",
  })),
  departmentMissing: define("DEPARTMENT_MISSING", () => ({
    ja: "member と approver には --department で部局を指定してください（例 welfare）。ほかの役割には指定しません。",
    en: "Give member and approver a department with --department, such as welfare; other roles have none.",
  })),
  changeForbidden: define("CHANGE_FORBIDDEN", () => ({
    ja: "変更できるのは自分の部局の記録だけです。",
    en: "Only the records of your own department can be changed.",
  })),
  fieldForbidden: define("FORBIDDEN_FIELD", (coordinates: readonly string[]) => ({
    ja: `次の項目を見る権限がありません: ${coordinates.join("、")}。除いて尋ねるか、権限のあるアクセストークンを付けてください。`,
    en: `You may not see: ${coordinates.join(", ")}. Ask without, or send an access token that may.`,
  })),
  policyInvalid: define("POLICY_INVALID", (file: string, place: string, expected: Bilingual) => ({
    ja: `アクセスの決まり ${file} を読めません${place === "" ? "" : `（${place}）`}。${expected.ja}`,
    en: `The access policy ${file} cannot be used${place === "" ? "" : ` (${place})`}. ${expected.en}`,
  })),
  securityUnknown: define("SECURITY_UNKNOWN", (urls: readonly string[]) => ({
    ja: `スーパーグラフに、このハブの知らない保護の決まりがあります: ${urls.join("、")}。`,
    en: `The supergraph has rules of protection that this hub does not know: ${urls.join(", ")}.`,
  })),
  callRefused: define("CALL_REFUSED", () => ({
    ja: "このサブグラフは、ゲートウェイが署名した呼び出しだけに答えます。ゲートウェイに尋ねてください。",
    en: "This subgraph answers only calls that the gateway has signed. Ask the gateway.",
  })),
  subgraphKeysMissing: define("SUBGRAPH_KEYS_MISSING", (names: readonly string[]) => ({
    ja: `サブグラフ ${names.join("、")} の鍵がありません。JINKATSU_SUBGRAPH_KEYS に 名前=鍵（32 文字以上）を、ゲートウェイとサブグラフで同じに指定してください。鍵なしで動くのは、開発モードでこのコンピューターだけから呼ぶときだけです。`,
    en: `There is no key for ${names.join(", ")}. Set JINKATSU_SUBGRAPH_KEYS to name=key (32 characters or more), the same for the gateway and the subgraph; only in development mode and on loopback does a subgraph run without.`,
  })),
  bodyTooLarge: define("BODY_TOO_LARGE", (bytes: number) => ({
    ja: `リクエストの本文は ${bytes} バイトまでです。問い合わせを分けてください。`,
    en: `A request body may have ${bytes} bytes. Ask in several requests.`,
  })),
  bodyNotJson: define("BODY_NOT_JSON", () => ({
    ja: "リクエストの本文が JSON のオブジェクトではありません。query を含む JSON を送ってください。",
    en: "The request body is not a JSON object. Send JSON with a query.",
  })),
  contentTypeUnsupported: define("CONTENT_TYPE_UNSUPPORTED", () => ({
    ja: "問い合わせは application/json で送ってください。",
    en: "Send the operation as application/json.",
  })),
  charsetUnsupported: define("CHARSET_UNSUPPORTED", () => ({
    ja: "リクエストの本文は UTF-8 で送ってください。",
    en: "Send the request body as UTF-8.",
  })),
  encodingNotAcceptable: define("ENCODING_NOT_ACCEPTABLE", () => ({
    ja: "この応答は圧縮せずに送ります（identity）。Accept-Encoding で identity を除かないでください。",
    en: "This answer is sent as it is (identity): do not exclude that in Accept-Encoding.",
  })),
  argumentInvalid: define("BAD_USER_INPUT", () => ({
    ja: "引数の値が、その型の形になっていません。スキーマの説明を確かめてください。",
    en: "The value of an argument has not the form of its type. See what the schema says of it.",
  })),
  operationUnclear: define("OPERATION_RESOLUTION_FAILURE", () => ({
    ja: "文書の中のどの操作を実行するかがわかりません。operationName に、文書にある操作の名前を指定してください。",
    en: "Which operation of the document to run is not known. Give the name of one of them as operationName.",
  })),
  contractNotServed: define("CONTRACT_NOT_SERVED", (name: string) => ({
    ja: `グラフ ${name} は今のスキーマから作れません。運用者に知らせてください。/graphql は使えます。`,
    en: `The graph ${name} cannot be made of the present schema. Tell the operator; /graphql still answers.`,
  })),
  hubStarting: define("HUB_STARTING", () => ({
    ja: "起動中です。少し待ってからもう一度お試しください。",
    en: "The hub is starting. Try again in a moment.",
  })),
  notFound: define("NOT_FOUND", () => ({
    ja: "GraphQL は /graphql にあります。",
    en: "Not found. GraphQL is at /graphql.",
  })),
  subgraphValueInvalid: define("SUBGRAPH_VALUE_INVALID", () => ({
    ja: "部局の応答に、スキーマに合わない値がありました。その項目は null にしました。",
    en: "A department answered with a value that does not fit the schema. It was left out.",
  })),
  examinationUnfinished: define("EXAMINATION_UNFINISHED", (reason: string) => ({
    ja: `確認を終えられませんでした（${reason}）。スキーマの問題ではありません。何も変わっていません。少し待ってからもう一度お試しください。`,
    en: `It could not be examined to the end (${reason}). That says nothing of the schema, and nothing was changed. Try again in a moment.`,
  })),
  internal: define("INTERNAL_SERVER_ERROR", () => ({ ja: "内部エラー", en: "Internal error" })),
  originRefused: define("ORIGIN_REFUSED", () => ({
    ja: "ほかのサイトのページからの WebSocket 接続は受け付けません。",
    en: "WebSocket connections from pages of other sites are not accepted.",
  })),
  auditKeyUnusable: define("AUDIT_KEY_UNUSABLE", (file: string) => ({
    ja: `監査の署名鍵 ${file} は、ほかの利用者が読めるか、壊れています。権限を直すか、控えから戻してください。`,
    en: `The audit's signing key ${file} can be read by others, or is damaged. Correct its permissions, or put it back from a copy.`,
  })),
  auditExportedAlready: define("AUDIT_EXPORTED_ALREADY", (sha256: string) => ({
    ja: `この冪等キーでは既に書き出しています（SHA-256 ${sha256}）。今書き出すと別のファイルになるため、渡していません。今の内容は、別のキーで書き出してください。`,
    en: `This key has exported already (SHA-256 ${sha256}). It would be another file now, so nothing is given away. Export what is so now with another key.`,
  })),
  auditTrailNotWritable: define("AUDIT_TRAIL_NOT_WRITABLE", () => ({
    ja: "監査証跡を書けないため、この変更は行われませんでした。JINKATSU_AUDIT_CHECKPOINTS のフォルダーを確かめてください。",
    en: "The audit trail cannot be written, so this change was not made. Check the folder of JINKATSU_AUDIT_CHECKPOINTS.",
  })),
  auditTrailNotWitnessed: define("AUDIT_TRAIL_NOT_WITNESSED", () => ({
    ja: "変更は記録されましたが、外部の控えに書けませんでした。JINKATSU_AUDIT_CHECKPOINTS のフォルダーを直すまで、次の変更は受け付けません。",
    en: "The change is recorded, but its checkpoint could not be written outside. No other change is taken until the folder of JINKATSU_AUDIT_CHECKPOINTS can be written.",
  })),
  auditTrailBehindWitness: define("AUDIT_TRAIL_BEHIND_WITNESS", (size: number, witnessed: number) => ({
    ja: `監査のデータベースは外部の控えより古く（${size} 件。控えは ${witnessed} 件まで）、変更を受け付けません。失われた記録のあるバックアップを戻すか、npx jinkatsu audit acknowledge-restore --reason 理由 で、失われたことを記録してください。`,
    en: `The audit's database is older than the checkpoints outside (${size} events; they know of ${witnessed}), so nothing was changed. Restore a backup that has them, or record that they are lost with npx jinkatsu audit acknowledge-restore --reason TEXT.`,
  })),
  auditTrailForked: define("AUDIT_TRAIL_FORKED", (size: number) => ({
    ja: `監査証跡の ${size} 番の出来事が外部の控えと違うため、変更を受け付けません。npx jinkatsu audit verify で確かめ、正しいバックアップを戻してください。復元が原因なら npx jinkatsu audit acknowledge-restore --reason 理由 で記録してください。`,
    en: `Event ${size} of the audit trail is another one than the checkpoints outside say, so nothing was changed. See npx jinkatsu audit verify and restore a sound backup; if a restore is the cause, record it with npx jinkatsu audit acknowledge-restore --reason TEXT.`,
  })),
  auditKeyMissing: define("AUDIT_KEY_MISSING", () => ({
    ja: "監査の署名鍵 audit-signing-key.pem がデータフォルダーにないため、変更を受け付けません。控えから戻すか、npx jinkatsu audit new-key --reason 理由 で、新しい鍵に替えることを記録してください。",
    en: "The audit's signing key audit-signing-key.pem is not in the data folder, so nothing was changed. Put it back from a copy, or record that a new one takes its place with npx jinkatsu audit new-key --reason TEXT.",
  })),
  auditKeyUnknown: define("AUDIT_KEY_UNKNOWN", (key: string) => ({
    ja: `監査の署名鍵 ${key} は、この証跡に署名したことのない鍵なので、変更を受け付けません。元の鍵を戻すか、npx jinkatsu audit new-key --reason 理由 で、この鍵を使うことを記録してください。`,
    en: `The audit's signing key ${key} never signed this trail, so nothing was changed. Put the former key back, or record that this one signs from now on with npx jinkatsu audit new-key --reason TEXT.`,
  })),
  auditKeyHeld: define("AUDIT_KEY_HELD", () => ({
    ja: "監査の署名鍵は証跡の知る鍵で、替える必要はありません。",
    en: "The audit's signing key is one that the trail knows; there is nothing to replace.",
  })),
  auditNothingLost: define("AUDIT_NOTHING_LOST", () => ({
    ja: "外部の控えにある出来事はすべて証跡にあり、記録するものはありません。",
    en: "The trail has every event that the checkpoints outside speak of; there is nothing to acknowledge.",
  })),
  auditReasonMissing: define("AUDIT_REASON_MISSING", () => ({
    ja: "--reason に理由を書いてください。証跡に残ります。",
    en: "State the reason with --reason; it stays in the trail.",
  })),
  auditTrailAltered: define("AUDIT_TRAIL_ALTERED", (sequence: number) => ({
    ja: `監査証跡の ${sequence} 番が書き換えられているか欠けているため、監査の記録を示しません。npx jinkatsu audit verify で確かめ、正しいバックアップを戻してください。`,
    en: `Event ${sequence} of the audit trail was changed or is missing, so nothing of the audit's cases is shown. See npx jinkatsu audit verify, and restore a sound backup.`,
  })),
  auditSnapshotAltered: define("AUDIT_SNAPSHOT_ALTERED", (id: string) => ({
    ja: `スナップショット ${id} は、証跡に記録されたときと中身が違うため、示しません。npx jinkatsu audit verify で確かめ、正しいバックアップを戻してください。`,
    en: `The snapshot ${id} no longer holds what the trail says that it held, so it is not shown. See npx jinkatsu audit verify, and restore a sound backup.`,
  })),
  auditMeasureAltered: define("AUDIT_MEASURE_ALTERED", (id: string, version: number) => ({
    ja: `監査が保存した施策 ${id}（版 ${version}）の中身が書き換えられているため、これを使う結果を示しません。npx jinkatsu audit verify で確かめ、正しいバックアップを戻してください。`,
    en: `What the audit keeps of measure ${id}, version ${version}, was changed, so nothing that rests on it is shown. See npx jinkatsu audit verify, and restore a sound backup.`,
  })),
  auditCheckAltered: define("AUDIT_CHECK_ALTERED", (id: string) => ({
    ja: `保存した重複確認書 ${id} は、証跡に記録されたときと中身が違うか欠けているため、示しません。正しいバックアップを戻してください。`,
    en: `The saved check ${id} is gone, or no longer holds what the trail says that it held, so it is not shown. Restore a sound backup.`,
  })),
  auditEmpty: define("AUDIT_EMPTY", () => ({
    ja: "監査にまだ施策がありません。ハブか audit サブグラフを一度起動してから、もう一度実行してください。",
    en: "The audit knows of no measures yet. Start the hub or the audit subgraph once, and run the command again.",
  })),
  auditSnapshotUnknown: define("AUDIT_SNAPSHOT_UNKNOWN", () => ({
    ja: "この ID のスナップショットは保存されていません。auditSnapshots で確かめるか、takeSnapshot で保存してください。",
    en: "No snapshot of this id is kept. See auditSnapshots, or keep one with takeSnapshot.",
  })),
  auditPageInvalid: define("AUDIT_PAGE_INVALID", (most: number) => ({
    ja: `first は 0 から ${most} までで指定してください。`,
    en: `Give first from 0 to ${most}.`,
  })),
  auditDimensions: define("AUDIT_DIMENSIONS", (most: number) => ({
    ja: `dimensions は一つから ${most} つまで指定してください。`,
    en: `Give one to ${most} dimensions.`,
  })),
  overlapMapInvalid: define("OVERLAP_MAP_INVALID", (text: string) => ({
    ja: `--map は title=列,purpose=列+列,law=列 の形で指定してください（${text}）。`,
    en: `Give --map as title=column,purpose=column+column,law=column (${text}).`,
  })),
  overlapColumnsUnknown: define(
    "OVERLAP_COLUMNS_UNKNOWN",
    (file: string, unknown: readonly string[], known: readonly string[]) => ({
      ja: `${file} に列 ${unknown.join("、")} がありません。--map に使える列は ${known.join("、")} です。`,
      en: `${file} has no column ${unknown.join(", ")}. --map can name ${known.join(", ")}.`,
    }),
  ),
  overlapTitleMissing: define("OVERLAP_TITLE_MISSING", (file: string, known: readonly string[]) => ({
    ja: `${file} のどの列が題名かわかりません。--map title=列 で指定してください（列: ${known.join("、")}）。`,
    en: `Which column of ${file} is the title is not known. Give --map title=column (columns: ${known.join(", ")}).`,
  })),
  overlapNoRecords: define("OVERLAP_NO_RECORDS", (file: string) => ({
    ja: `${file} に比べられる行がありません。題名のある行を入れてください。`,
    en: `${file} has no row that can be compared. Rows need a title.`,
  })),
  overlapFileUnreadable: define("OVERLAP_FILE_UNREADABLE", (file: string, reason: string) => ({
    ja: `${file} を読めません（${reason}）。場所、読み取り権限、形式（NDJSON・CSV・XLSX、.gz）を確かめてください。`,
    en: `${file} cannot be read (${reason}). Check its path, permissions and format (NDJSON, CSV, XLSX, .gz).`,
  })),
  overlapInputMissing: define("OVERLAP_INPUT_MISSING", () => ({
    ja: "--input 表 か --links 表 表 のどちらか一方を指定してください。",
    en: "Give either --input table or --links table table.",
  })),
  overlapOptionInvalid: define("OVERLAP_OPTION_INVALID", (option: string, expected: Bilingual) => ({
    ja: `${option} には${expected.ja}を指定してください。`,
    en: `${option} takes ${expected.en}.`,
  })),
  plugInUnusable: define("PLUG_IN_UNUSABLE", (file: string, reason: string) => ({
    ja: `モジュール ${file} は使えません（${reason}）。必要なものを default export するモジュールのファイルを指定してください。`,
    en: `The module ${file} cannot be used (${reason}). Name the file of a module whose default export is what is needed.`,
  })),
  synonymsUnusable: define("SYNONYMS_UNUSABLE", (file: string, line: number) =>
    line === 0
      ? {
          ja: `同義語の表 ${file} を読めません。読めるファイルを指定してください。`,
          en: `The table of synonyms ${file} cannot be read. Name a file that can be read.`,
        }
      : {
          ja: `同義語の表 ${file} の ${line} 行目が正しくありません。見出しは term,synonym,kind、kind は same, narrower, wider のどれかです。`,
          en: `Line ${line} of the table of synonyms ${file} is not right. Its heading is term,synonym,kind, and kind is same, narrower or wider.`,
        },
  ),
  overlapOutputNotWritable: define("OVERLAP_OUTPUT_NOT_WRITABLE", (file: string, reason: string) => ({
    ja: `${file} に書き込めません（${reason}）。書き込める場所を --output で指定してください。`,
    en: `${file} cannot be written (${reason}). Name a writable place with --output.`,
  })),
};

interface BrokenImport {
  /** Rows of the file that the database is known to hold. */
  readonly stored: number;
  /** Code of what kept the others from it. */
  readonly reason: string;
  /** Whether what became of every row is known. */
  readonly isKnown: boolean;
}

interface UnknownHeading {
  readonly heading: string;
  /** A known heading that is much like it. */
  readonly suggestion: string | undefined;
}

const shownHeadings = 5;

function listed(unknown: readonly UnknownHeading[], language: keyof Bilingual): string {
  const shown = unknown.slice(0, shownHeadings).map(({ heading, suggestion }) => {
    const text = heading.length > 40 ? `${heading.slice(0, 40)}…` : heading;
    if (suggestion === undefined) return language === "ja" ? `「${text}」` : `"${text}"`;
    return language === "ja" ? `「${text}」（「${suggestion}」では？）` : `"${text}" (did you mean "${suggestion}"?)`;
  });
  const more = unknown.length - shown.length;
  return `${shown.join(language === "ja" ? "、" : ", ")}${more > 0 ? ` +${more}` : ""}`;
}
