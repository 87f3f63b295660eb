/** Writes a large workbook without holding it: a sheet of inline texts, zipped as it grows. */

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { strToU8, Zip, ZipDeflate } from "fflate";

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const packaged = "http://schemas.openxmlformats.org/package/2006/relationships";

const parts = {
  "_rels/.rels": `<Relationships xmlns="${packaged}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `<workbook xmlns="${spreadsheet}" xmlns:r="${office}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packaged}"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

export async function writeBenchWorkbook(
  file: string,
  headings: readonly string[],
  rows: Iterable<readonly string[]>,
): Promise<void> {
  const output = createWriteStream(file);
  const zip = new Zip((error, chunk, final) => {
    if (error) output.destroy(error);
    else output.write(chunk, () => final && output.end());
  });
  for (const [name, xml] of Object.entries(parts)) addPart(zip, name).push(strToU8(xml), true);
  const sheet = addPart(zip, "xl/worksheets/sheet1.xml");
  sheet.push(strToU8(`<worksheet xmlns="${spreadsheet}"><sheetData>${rowXml(headings)}`));
  for (const row of rows) sheet.push(strToU8(rowXml(row)));
  sheet.push(strToU8("</sheetData></worksheet>"), true);
  zip.end();
  await once(output, "finish");
}

function addPart(zip: Zip, name: string): ZipDeflate {
  const part = new ZipDeflate(name, { level: 1 });
  zip.add(part);
  return part;
}

function rowXml(cells: readonly string[]): string {
  return `<row>${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`;
}
