/** The programs of other makers that some tests need, and whether this machine has them. */
import { existsSync } from "node:fs";
import path from "node:path";

interface Program {
  /** As a person would name it. */
  readonly title: string;
  /** What it may be called; the first that is found is used. */
  readonly commands: readonly string[];
  /** Debian's package. */
  readonly debianPackage: string;
}

const programs = {
  databaseServer: { title: "MySQL or MariaDB", commands: ["mariadbd", "mysqld"], debianPackage: "mariadb-server" },
  browser: {
    title: "Chromium",
    commands: ["chromium", "chromium-browser", "google-chrome"],
    debianPackage: "chromium",
  },
  spreadsheet: {
    title: "LibreOffice Calc",
    commands: ["soffice", "libreoffice"],
    debianPackage: "libreoffice-calc",
  },
  certificates: { title: "OpenSSL", commands: ["openssl"], debianPackage: "openssl" },
  cachingProxy: { title: "nginx", commands: ["nginx"], debianPackage: "nginx" },
  pdfReader: { title: "pdftotext", commands: ["pdftotext"], debianPackage: "poppler-utils" },
} satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;

/** The file of a program, looked for on the PATH; undefined where there is none. */
export function findProgram(name: ProgramName): string | undefined {
  return programs[name].commands.map(findCommand).find((file) => file !== undefined);
}

export function findCommand(command: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => path.join(folder, command)).find((file) => existsSync(file));
}

/** Where tests may run without it, says what is missing; in CI it is an error, so that nothing is left out unseen. */
export function describeMissing(name: ProgramName): string {
  const { title, commands, debianPackage } = programs[name];
  return `${title} (${commands.join(" or ")} is not on the PATH; on Debian: apt-get install ${debianPackage})`;
}

export const programNames = Object.keys(programs).filter(isProgramName);

function isProgramName(name: string): name is ProgramName {
  return name in programs;
}
