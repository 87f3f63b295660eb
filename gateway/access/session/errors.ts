/** What somebody hears whose signing in, or whose session, is no good. */
import { type Bilingual, HubError } from "#kit/errors.ts";

export const sessionErrors = {
  loginFailed: define("LOGIN_FAILED", {
    ja: "ログインできませんでした。中止したときや、10 分より長くかかったときに起こります。もう一度ログインしてください。",
    en: "Signing in did not succeed: it was cancelled, or took longer than ten minutes. Sign in again.",
  }),
  loginUnreachable: define("LOGIN_UNREACHABLE", {
    ja: "ログインの提供元に接続できません。しばらくしてからお試しください。",
    en: "The provider for signing in cannot be reached. Try again later.",
  }),
  notRenewed: define("SESSION_NOT_RENEWED", {
    ja: "このセッションは延長できません。終わる前にもう一度ログインしてください。",
    en: "This session cannot be renewed. Sign in again before it ends.",
  }),
  over: define("SESSION_OVER", {
    ja: "セッションは終わっています。もう一度ログインしてください。",
    en: "The session is over. Sign in again.",
  }),
  unproven: define("SESSION_UNPROVEN", {
    ja: "このページからの要求だと確かめられません。GET /session の csrfToken を X-Jinkatsu-Csrf で送ってください。",
    en: "It is not proven that the request comes from the hub's own page. Send the csrfToken of GET /session as X-Jinkatsu-Csrf.",
  }),
  methodWrong: define("METHOD_NOT_ALLOWED", {
    ja: "このアドレスではこのメソッドを使えません。",
    en: "This method cannot be used at this address.",
  }),
};

function define(code: string, text: Bilingual) {
  return Object.assign(() => new HubError(code, text), { code });
}
