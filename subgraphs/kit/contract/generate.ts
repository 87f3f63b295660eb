/** Writes the TypeScript types of the contract (`npm run generate`); a test proves that what is committed is current. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { codegen } from "@graphql-codegen/core";
import * as typescript from "@graphql-codegen/typescript";
import { contractDocument } from "./documents.ts";

export const generatedFile = path.resolve(import.meta.dirname, "../generated/contract.ts");

export function generateContractTypes(): Promise<string> {
  return codegen({
    filename: generatedFile,
    schema: contractDocument,
    documents: [],
    config: {},
    plugins: [{ typescript: options }],
    pluginMap: { typescript },
  });
}

const options = {
  enumsAsTypes: true,
  immutableTypes: true,
  skipTypename: true,
  useTypeImports: true,
  maybeValue: "T | null | undefined",
  scalars: {
    ID: "string",
    Yen: "number",
    Date: "string",
    DateTime: "string",
    AreaCode: "string",
    DepartmentCode: "string",
    IndustryCode: "string",
    FiscalYearNumber: "number",
  },
};

if (import.meta.main) writeFileSync(generatedFile, await generateContractTypes());
