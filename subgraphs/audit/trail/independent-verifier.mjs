// Proves an audit trail without any code of the hub: node independent-verifier.mjs trail.ndjson checkpoints.ndjson key.pem
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const [trailFile, checkpointFile, keyFile] = process.argv.slice(2);
const linesOf = (file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");
const node = (left, right) => sha256(Buffer.from([1]), Buffer.from(left, "hex"), Buffer.from(right, "hex"));

// Canonical JSON (RFC 8785): names sorted, no blanks, numbers and strings as ECMAScript spells them.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

const faults = [];
const heads = new Map();
const subtrees = []; // full subtrees of the Merkle tree (RFC 6962), the smallest first
let previous = "";
linesOf(trailFile).forEach((line, index) => {
  const number = index + 1;
  const event = JSON.parse(line);
  if (canonical(event) !== line) faults.push(`event ${number}: not in canonical JSON`);
  if (event.sequence !== number) faults.push(`event ${number}: bears number ${event.sequence}`);
  if (event.previous !== previous) faults.push(`event ${number}: does not follow the event before it`);
  previous = sha256(line);
  let root = sha256(Buffer.from([0]), Buffer.from(previous, "hex"));
  let level = 0;
  for (; subtrees[level]; level++) {
    root = node(subtrees[level], root);
    subtrees[level] = null;
  }
  subtrees[level] = root;
  heads.set(number, {
    last: previous,
    head: subtrees.filter((each) => each).reduce((right, left) => node(left, right)),
  });
});

const key = createPublicKey(readFileSync(keyFile));
const statements = linesOf(checkpointFile).map((line) => JSON.parse(line));
for (const { checkpoint, signature } of statements) {
  const isSigned = verify(null, Buffer.from(canonical(checkpoint)), key, Buffer.from(signature, "base64url"));
  const found = heads.get(checkpoint.size);
  if (!isSigned) faults.push(`checkpoint ${checkpoint.size}: signature wrong`);
  else if (!found) faults.push(`checkpoint ${checkpoint.size}: events are missing`);
  else if (found.head !== checkpoint.head || found.last !== checkpoint.last)
    faults.push(`checkpoint ${checkpoint.size}: other events than were signed`);
}
const unspoken = heads.size - Math.max(0, ...statements.map(({ checkpoint }) => checkpoint.size));
if (unspoken > 1) faults.push(`${unspoken} events after the last checkpoint`);
process.stdout.write(faults.length === 0 ? `${heads.size} events: proved\n` : `${faults.join("\n")}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
