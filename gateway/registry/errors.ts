/** What whoever asks the registry is told when it cannot be done. */
import { type Bilingual, HubError } from "#kit/errors.ts";

function define<Args extends readonly unknown[]>(code: string, describe: (...args: Args) => Bilingual) {
  return Object.assign((...args: Args) => new HubError(code, describe(...args)), { code });
}

export const registryErrors = {
  tokenMissing: define("REGISTRY_TOKEN_MISSING", () => ({
    ja: "レジストリを使うには、部局のトークンを Authorization: Bearer で送ってください（コマンドでは JINKATSU_TOKEN に入れます）。運用者が jinkatsu department token で発行します。",
    en: "The registry needs a token of a department, sent as Authorization: Bearer; for commands, set JINKATSU_TOKEN. The operator issues one with jinkatsu department token.",
  })),
  tokenInvalid: define("REGISTRY_TOKEN_INVALID", () => ({
    ja: "レジストリのトークンが正しくないか、期限切れか、取り消されています。",
    en: "The registry token is not valid, has expired or was revoked.",
  })),
  forbidden: define("REGISTRY_FORBIDDEN", (department: string, right: string) => ({
    ja: `このトークンでは ${department} についてこれを行えません。${department} の、権限 ${right} を持つトークンを使ってください。`,
    en: `This token may not do that for ${department}. Use a token of ${department} that has the right to ${right}.`,
  })),
  notAsked: define("REGISTRY_FORBIDDEN", (id: string, department: string) => ({
    ja: `公開 ${id} は ${department} の承認を待つものではありません。jinkatsu pending で確かめてください。`,
    en: `Publish ${id} does not wait for the approval of ${department}. jinkatsu pending lists what does.`,
  })),
  scopeMissing: define("REGISTRY_FORBIDDEN", (right: string) => ({
    ja: `このトークンには権限 ${right} がありません。それを持つトークンを使ってください。`,
    en: `This token has no right to ${right}. Use one that has.`,
  })),
  departmentNotAdmitted: define("DEPARTMENT_NOT_ADMITTED", (name: string) => ({
    ja: `部局 ${name} はまだ登録されていません。運用者が jinkatsu department admit ${name} で一度だけ登録します。`,
    en: `The department ${name} is not admitted yet. The operator admits it once with jinkatsu department admit ${name}.`,
  })),
  departmentReserved: define("DEPARTMENT_RESERVED", (name: string) => ({
    ja: `${name} は部局の名前にできません。英小文字で始まる英小文字・数字・ハイフンの、ハブが使わない名前にしてください。`,
    en: `${name} cannot be a department. Use lower-case letters, digits and hyphens, and none of the hub's own names.`,
  })),
  folderExists: define("FOLDER_EXISTS", (folder: string) => ({
    ja: `${folder} は既にあります。上書きはしません。別の名前か --in を指定してください。`,
    en: `${folder} is there already and is not overwritten. Choose another name, or another place with --in.`,
  })),
  departmentNotWritten: define("DEPARTMENT_NOT_WRITTEN", (folder: string, reason: string) => ({
    ja: `${folder} を書き出せません（${reason}）。何も残していません。--in で書き込める場所を指定してください。`,
    en: `${folder} cannot be written (${reason}); nothing of it is left. Name a writable place with --in.`,
  })),
  usageUnknown: define("USAGE_UNKNOWN", () => ({
    ja: "利用の記録がありません。ハブのデータベースのある所で実行し、JINKATSU_USAGE_DAYS が 0 でないことを確かめてください。",
    en: "No usage is recorded here. Run it where the hub's database is, and see that JINKATSU_USAGE_DAYS is not 0.",
  })),
  fileExists: define("FILE_EXISTS", (file: string) => ({
    ja: `${file} は既にあります。何も書いていません。書き替えるなら --force を付けてください。`,
    en: `${file} is there already, and nothing was written. Use --force to replace it.`,
  })),
  fileNotWritten: define("FILE_NOT_WRITTEN", (file: string, reason: string) => ({
    ja: `${file} に書き込めません（${reason}）。書き込める場所を --out で指定してください。`,
    en: `${file} cannot be written (${reason}). Name a writable place with --out.`,
  })),
  graphNotComposable: define("GRAPH_NOT_COMPOSABLE", (reason: string) => ({
    ja: `今のグラフは合成できません（${reason}）。jinkatsu check で確かめてください。`,
    en: `The graph does not compose now: ${reason}. jinkatsu check says more.`,
  })),
  tokenUnknown: define("REGISTRY_TOKEN_UNKNOWN", (id: string) => ({
    ja: `有効なトークン ${id} はありません。jinkatsu department tokens で確かめてください。`,
    en: `There is no token ${id} that holds. jinkatsu department tokens lists them.`,
  })),
  tokenShownAlready: define("TOKEN_SHOWN_ALREADY", (id: string) => ({
    ja: `この冪等キーではトークン ${id} を発行済みで、示すのは一度だけです。受け取っていなければ jinkatsu department revoke ${id} とし、別のキーで発行してください。`,
    en: `Token ${id} was issued with this key already, and is shown once. If you do not have it: jinkatsu department revoke ${id}, and issue another with another key.`,
  })),
  tokenScopesApart: define("TOKEN_SCOPES_APART", () => ({
    ja: "一つのトークンに publish と approve・deputise を両方は付けられません。公開する人と承認する人を分け、別々に発行してください。",
    en: "No token holds publish together with approve or deputise. Issue two, to persons who do not publish what they approve.",
  })),
  tokenResponsibleMissing: define("TOKEN_RESPONSIBLE_MISSING", () => ({
    ja: "publish・approve・deputise のトークンには責任者が必要です。--responsible に、その職員のトークンの sub か、履歴に出る person の番号を指定してください。",
    en: "A token for publish, approve or deputise needs a person who answers for it. Give --responsible: the sub of that person's tokens, or the number after person in the history.",
  })),
  responsibleUnclear: define("TOKEN_RESPONSIBLE_UNCLEAR", (issuers: readonly string[]) => ({
    ja: `責任者の sub がどの発行者のものかわかりません。--issuer で指定してください（${issuers.join("、") || "JINKATSU_ISSUERS が空です"}）。`,
    en: `It is not clear whose sub the responsible person's is. Name the issuer with --issuer: ${issuers.join(", ") || "JINKATSU_ISSUERS is empty"}.`,
  })),
  versionConflict: define("VERSION_CONFLICT", (subgraph: string, current: number) => ({
    ja: `${subgraph} は今、版 ${current} です。--expect と違います。jinkatsu diff で差分を見てから、--expect ${current} でもう一度行ってください。`,
    en: `${subgraph} is at version ${current} now, which is not the one expected. See what changed with jinkatsu diff, then try again with --expect ${current}.`,
  })),
  versionUnknown: define("VERSION_UNKNOWN", (subgraph: string, version: number) => ({
    ja: `${subgraph} に版 ${version} はないか、削除の版です。jinkatsu history で確かめてください。`,
    en: `${subgraph} has no version ${version}, or that one is a deletion. jinkatsu history lists them.`,
  })),
  subgraphUnknown: define("SUBGRAPH_UNKNOWN", (subgraph: string) => ({
    ja: `${subgraph} は公開されていません。`,
    en: `${subgraph} is not published.`,
  })),
  urlMissing: define("ROUTING_URL_MISSING", (subgraph: string) => ({
    ja: `${subgraph} が答えるアドレスがわかりません。--url を指定してください。`,
    en: `Where ${subgraph} answers is not known. Give --url.`,
  })),
  keyMissing: define("SUBGRAPH_KEY_MISSING", (subgraph: string) => ({
    ja: `本番モードでは ${subgraph} への呼び出しに署名する鍵が必要です。運用者がハブの JINKATSU_SUBGRAPH_KEYS に ${subgraph}=鍵 か *=鍵 を指定します。`,
    en: `In production mode calls to ${subgraph} must be signed. The operator sets ${subgraph}=key or *=key in the hub's JINKATSU_SUBGRAPH_KEYS.`,
  })),
  busy: define("REGISTRY_BUSY", () => ({
    ja: "ほかの公開が続いているため、今は確かめられませんでした。少し待ってからもう一度お試しください。",
    en: "Others publish without pause, so this could not be judged. Try again in a moment.",
  })),
  requestInvalid: define("REGISTRY_REQUEST_INVALID", (what: string) => ({
    ja: `リクエストの ${what} が正しくありません。`,
    en: `The request's ${what} is not valid.`,
  })),
  acceptInvalid: define("ACCEPT_INVALID", (given: string) => ({
    ja: `--accept の ${given} は受け付けられません。指摘にあるとおり CHANGE_BREAKS_CLIENT:型.項目（または CHANGE_BREAKING:型.項目）と書いてください。`,
    en: `--accept does not take ${given}. Write CHANGE_BREAKS_CLIENT:Type.field, or CHANGE_BREAKING:Type.field, as the finding names itself.`,
  })),
  reasonMissing: define("REASON_MISSING", () => ({
    ja: "理由がありません。--reason に理由を書いてください。記録に残り、決裁者が読みます。",
    en: "There is no reason. Give one with --reason: it is kept, and read by whoever decides.",
  })),
  notFound: define("REGISTRY_NOT_FOUND", () => ({
    ja: "レジストリにありません。",
    en: "The registry has no such thing.",
  })),
  hubUnreachable: define("HUB_UNREACHABLE", (url: string, reason: string) => ({
    ja: `ハブ ${url} に接続できません（${reason}）。--hub か JINKATSU_HUB を確かめてください。`,
    en: `The hub at ${url} cannot be reached (${reason}). Check --hub or JINKATSU_HUB.`,
  })),
  hubSilent: define("HUB_SILENT", (url: string, reason: string) => ({
    ja: `ハブ ${url} の応答がありません（${reason}）。何も変わっていません。ハブが混み合っていることがあります。少し待ってからもう一度お試しください。`,
    en: `The hub at ${url} did not answer (${reason}). Nothing was changed. It may be busy: try again in a moment.`,
  })),
  changeUnknown: define("CHANGE_UNKNOWN", (url: string, reason: string) => ({
    ja: `ハブ ${url} の応答がなく（${reason}）、公開などの変更が行われたかどうかわかりません。jinkatsu history で確かめてください。`,
    en: `The hub at ${url} did not answer (${reason}), so it is not known whether this was published or changed. Ask jinkatsu history.`,
  })),
  mockUnknown: define("MOCK_UNKNOWN", (name: string, known: readonly string[]) => ({
    ja: `--mock の ${name} というサブグラフは公開されていません。あるのは ${known.join("、")} です。`,
    en: `There is no subgraph ${name} for --mock to stand in for. There are: ${known.join(", ")}.`,
  })),
  developmentPortTaken: define("DEVELOPMENT_PORT_TAKEN", (port: number) => ({
    ja: `${port} 番ポートはほかのプログラムが使用中です。--port に別の番号か 0（空いているもの）を指定してください。`,
    en: `Port ${port} is taken by another program. Choose another with --port; 0 takes a free one.`,
  })),
  draftUnknown: define("DRAFT_UNKNOWN", (id: string) => ({
    ja: `承認を待つ公開 ${id} はありません。jinkatsu pending で確かめてください。`,
    en: `No publish ${id} waits for approval. jinkatsu pending lists them.`,
  })),
  approvedNotPublished: define("APPROVED_NOT_PUBLISHED", (id: string, reason: Bilingual) => ({
    ja: `承認は記録しましたが、${id} はまだ公開されていません（${reason.ja}）。もう一度 jinkatsu approve ${id} とすると、公開だけをやり直します。`,
    en: `The approval is recorded, but ${id} is not published yet: ${reason.en} Run jinkatsu approve ${id} once more; only the publish is done again.`,
  })),
  draftDecided: define("DRAFT_DECIDED", (id: string, verdict: "approved" | "refused") => ({
    ja: `公開 ${id} は既に${verdict === "approved" ? "承認されています" : "承認しないと決まっています"}。何も変更していません。`,
    en: `Publish ${id} was ${verdict} already. Nothing was changed.`,
  })),
  approvalByWanter: define("APPROVAL_BY_WANTER", (id: string) => ({
    ja: `公開 ${id} を求めた本人（同じことを先に求めた人を含みます）、またはそのトークンの責任者は承認できません。部局のほかの決裁者に頼んでください。`,
    en: `Publish ${id} cannot be decided by who wants it, has asked for the same before, or answers for a token that did. Ask another approver of the department.`,
  })),
  contractUnknown: define("CONTRACT_UNKNOWN", (name: string, known: readonly string[]) => ({
    ja: `${name} という相手ごとのグラフはありません。あるのは: ${known.join(", ")}`,
    en: `There is no contract graph ${name}. There are: ${known.join(", ")}.`,
  })),
  deputyTooEarly: define("DEPUTY_TOO_EARLY", (day: string) => ({
    ja: `代決できるのは、決裁者への催促の日（${day}）からです。`,
    en: `A deputy may decide from the day on which the approver is reminded: ${day}.`,
  })),
};
