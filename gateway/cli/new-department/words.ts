/** The words of a new department, in every form in which its folder has them. */
import { departmentNames } from "#kit/contract/department-sdl.ts";
import type { Bilingual } from "../terminal.ts";
import type { Words } from "./write-folder.ts";

export interface NewDepartment {
  readonly code: string;
  readonly name: Bilingual;
  /** Whether its folder is a package of its own, outside the hub's repository. */
  readonly isElsewhere: boolean;
}

export function wordsOf({ code, name, isElsewhere }: NewDepartment, now: number): Words {
  const { prefix, field } = departmentNames(code, name.ja);
  return {
    code,
    ...name,
    prefix,
    field,
    // Table names end at 64 characters in MySQL, and a department has its database to itself.
    table: code.replaceAll("-", "_").slice(0, 40),
    stamp: String(now),
    ...(isElsewhere ? elsewhere : here(code)),
  };
}

const elsewhere = { testModule: "node:test", run: "npx jinkatsu-subgraph .", runTest: "npm test" };

function here(code: string) {
  return {
    testModule: "@jest/globals",
    run: `npm run --silent subgraph -- ${code}`,
    runTest: `npm test -- subgraphs/${code} tests/subgraphs/departments`,
  };
}
