/** Writes events into an audit trail as fast as it can, and says of each that was acknowledged which it was: `node write-trail.ts name count`. */
import { readSettings } from "#kit/settings.ts";
import { checkpointFolder, openAuditDatabase } from "../../../subgraphs/audit/database.ts";
import { machine } from "../../../subgraphs/audit/trail/event.ts";
import { holdSigningKey } from "../../../subgraphs/audit/trail/signing-key.ts";
import { createTrail } from "../../../subgraphs/audit/trail/trail.ts";
import { createWitness } from "../../../subgraphs/audit/trail/witness.ts";

const [name = "", count = "0"] = process.argv.slice(2);
const settings = readSettings();
const database = await openAuditDatabase(settings);
const key = holdSigningKey(settings.dataFolder);
const trail = createTrail(database, key, createWitness(checkpointFolder(settings), key));
process.stdout.write("begin\n");
for (let number = 1; number <= Number(count); number++) {
  const text = `${name} ${number}`;
  await trail.change(async () => ({ events: [{ kind: "NOTED", by: machine, body: { text } }], result: undefined }));
  process.stdout.write(`${text}\n`);
}
await database.close();
