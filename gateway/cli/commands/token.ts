/** `jinkatsu token`: issues a token for development, signed with a key that lies in the data folder. */
import { Command, Option } from "commander";
import { type TokenRole, tokenRoles } from "#kit/identity/identity.ts";
import { readSettings } from "#kit/settings.ts";
import { issueDevelopmentToken } from "../../access/development-token.ts";
import { readTime } from "../read-time.ts";
import type { Terminal } from "../terminal.ts";

interface TokenFlags {
  readonly role: TokenRole;
  readonly department?: string;
  readonly scope: readonly string[];
  readonly subject: string;
  readonly ttl: number;
  readonly json?: true;
}

export function tokenCommand(terminal: Terminal): Command {
  const { say } = terminal;
  const option = (flags: string, ja: string, en: string) => new Option(flags, say({ ja, en }));
  return new Command("token")
    .description(say(description))
    .addOption(option("--role <role>", "役割", "role").choices(tokenRoles).makeOptionMandatory())
    .addOption(option("--department <department>", "member と approver の部局", "department of a member or approver"))
    .addOption(
      option("--scope <scope>", "スコープ（くり返せる）", "a scope; can be repeated").argParser(collect).default([]),
    )
    .addOption(option("--subject <name>", "だれのものとするか", "whose it is to be").default("developer"))
    .addOption(
      option("--ttl <time>", "有効な時間（例 30m、8h）", "how long it holds, such as 30m or 8h")
        .argParser((text) => readTime(text, longest))
        .default(3_600, "1h"),
    )
    .addOption(option("--json", "結果を JSON で出す", "report in JSON"))
    .action(async ({ role, department, scope, subject, ttl, json }: TokenFlags) => {
      const wanted = { roles: [role], department, scopes: scope, subject, holdsFor: ttl };
      const token = await issueDevelopmentToken(wanted, readSettings());
      if (json) terminal.printJson({ token, expiresIn: ttl });
      else terminal.print(token);
    });
}

const description = {
  ja: "開発用のアクセストークンを発行する。開発モードのハブだけが受け付ける",
  en: "Issue an access token for development; only a hub in development mode accepts it",
};

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

const longest = 24 * 3_600;
