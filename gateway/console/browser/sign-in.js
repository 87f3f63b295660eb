/** Says who one is: through the provider, or with a token for development. */
import { element } from "./element.js";
import { say } from "./language.js";
import { field, textArea } from "./parts/fields.js";
import { form } from "./parts/form.js";
import { currentRoute, go, refresh } from "./router.js";
import { signInLink } from "./sign-in-link.js";
import { signIn, useToken, who } from "./who.js";

/** @import { Page } from "./router.js" */

/** @type {Page} */
export const signInPage = {
  title: () => say("ログイン", "Sign in"),
  async show() {
    if (who()) return element("p", {}, say("ログインしています。", "You are signed in."));
    if (signIn === "provider") return throughProvider();
    return signIn === "token" ? withToken() : nobody();
  },
};

function throughProvider() {
  return [
    element(
      "p",
      {},
      say("この画面を使うには、職員の認証が要ります。", "Sign in as a member of staff to use the console."),
    ),
    element("p", {}, signInLink(say("職員の認証でログイン", "Sign in"), { class: "button" })),
  ];
}

function nobody() {
  return element(
    "p",
    {},
    say(
      "ログインの設定がありません。管理者は JINKATSU_LOGIN を設定してください。",
      "Signing in is not set up. The operator sets JINKATSU_LOGIN.",
    ),
  );
}

function withToken() {
  const token = field({
    id: "token",
    label: say("アクセストークン", "Access token"),
    hint: say(
      "この画面を閉じるか読み直すと消えます。どこにも保存しません。",
      "Kept in the memory of this page only: gone when it is closed or reloaded.",
    ),
    control: textArea({ rows: 4, isRequired: true }),
  });
  return [
    element(
      "p",
      {},
      say(
        "開発用のハブです。端末で次を実行し、出た文字列を貼り付けてください。",
        "This hub is for development. Run this in a terminal, and paste what it prints.",
      ),
    ),
    element(
      "pre",
      { tabindex: 0 },
      element(
        "code",
        {},
        "npx jinkatsu token --role auditor --subject alice\nnpx jinkatsu token --role member --department welfare --subject hana",
      ),
    ),
    form({ submit: say("使う", "Use it"), fields: [token], send: takeToken, isKept: false }),
  ];
}

/** @param {FormData} given */
async function takeToken(given) {
  const wrong = say(
    "アクセストークンではありません。出た文字列の全体を貼り付けてください。",
    "That is no access token. Paste the whole of what was printed.",
  );
  if (!useToken(String(given.get("token") ?? "").trim())) return [{ field: "token", message: wrong }];
  if (currentRoute().path === "/sign-in") go("#/check");
  else refresh();
  return [];
}
