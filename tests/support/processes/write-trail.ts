/** Writes events into an audit trail as fast as it can, and says of each that was acknowledged which it was: `node write-trail.ts name count`. */
import { readSettings } from "#kit/settings.ts";
import { openAuditDatabase } from "../../../subgraphs/audit/database.ts";
import { machine } from "../../../subgraphs/audit/trail/event.ts";
import { openTrail } from "../../../subgraphs/audit/trail/open-trail.ts";

const [name = "", count = "0"] = process.argv.slice(2);
const settings = readSettings();
const database = await openAuditDatabase(settings);
const { trail } = await openTrail(database, settings);
process.stdout.write("begin\n");
for (let number = 1; number <= Number(count); number++) {
  const text = `${name} ${number}`;
  await trail.change(async () => ({ events: [{ kind: "NOTED", by: machine, body: { text } }], result: undefined }));
  process.stdout.write(`${text}\n`);
}
await database.close();
