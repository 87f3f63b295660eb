/** Which language the command line speaks: `--lang`, else that of the terminal. The only file here that reads the environment. */

export type Language = "ja" | "en";

type Environment = Readonly<Record<string, string | undefined>>;

export function readLanguage(args: readonly string[], env: Environment = process.env): Language {
  const chosen = optionValue(args, "--lang");
  if (chosen === "ja" || chosen === "en") return chosen;
  const locale = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return locale.toLowerCase().startsWith("ja") ? "ja" : "en";
}

/** Read before the options are parsed, because even a wrong option is told in the reader's language. */
function optionValue(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at === -1 ? args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1) : args[at + 1];
}
