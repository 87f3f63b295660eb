// Proves an audit trail, and what it speaks of, without any code of the hub:
//   node independent-verifier.mjs trail.ndjson trail.evidence.ndjson checkpoints….ndjson key….pem
// Any number of files in any order: of keys (.pem), and of lines, each of which shows what it is. Ends with 0 where all is proved.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const files = process.argv.slice(2);
const hashed = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256"));
const sha256 = (...parts) => hashed(...parts).digest("hex");
const node = (left, right) => sha256(Buffer.from([1]), Buffer.from(left, "hex"), Buffer.from(right, "hex"));
const faults = [];
const notes = [];

// Canonical JSON (RFC 8785): names sorted, no blanks, numbers and strings as ECMAScript spells them.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

// A content is digested without what is not stated.
function stated(value) {
  if (Array.isArray(value)) return value.map(stated);
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).filter(([, child]) => child !== null);
  return Object.fromEntries(members.map(([name, child]) => [name, stated(child)]));
}

function parsed(line) {
  try {
    const value = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

// Reading: what is no JSON may be the beginning of a checkpoint whose writing was cut off, with the next one behind it.
const lines = { events: [], statements: [], measures: new Map(), snapshots: new Map(), checks: new Map(), pieces: [] };
function take(line) {
  const value = parsed(line);
  if (value?.checkpoint) lines.statements.push({ line, ...value });
  else if (value?.measure) lines.measures.set(value.measure.number, value.measure);
  else if (value?.snapshot) lines.snapshots.set(value.snapshot.id, value.snapshot);
  else if (value?.savedCheck) lines.checks.set(value.savedCheck.id, sha256(canonical(value.savedCheck)));
  else if (value && "previous" in value) lines.events.push({ line, event: value });
  else {
    const at = line.lastIndexOf('{"checkpoint":');
    if (at > 0 && parsed(line.slice(at))?.checkpoint) take(line.slice(at));
    lines.pieces.push(at > 0 ? line.slice(0, at) : line);
  }
}
const keys = new Map();
for (const file of files) {
  const text = readFileSync(file, "utf8");
  if (file.endsWith(".pem")) {
    const key = createPublicKey(text);
    keys.set(sha256(key.export({ type: "spki", format: "der" })).slice(0, 16), key);
  } else
    text
      .split("\n")
      .filter((line) => line !== "")
      .forEach(take);
}
for (const piece of lines.pieces) {
  if (lines.statements.some(({ line }) => line.startsWith(piece)))
    notes.push("a checkpoint was cut off in writing; it stands whole elsewhere");
  else faults.push(`cannot be read: ${JSON.stringify(piece.slice(0, 60))}`);
}

// The chain, and the head over each number of events.
const heads = new Map();
const subtrees = []; // full subtrees of the Merkle tree (RFC 6962), the smallest first
let previous = "";
lines.events.forEach(({ line, event }, index) => {
  const number = index + 1;
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
  const head = subtrees.filter((each) => each).reduce((right, left) => node(left, right));
  heads.set(number, { last: previous, head });
});

// What was signed, apart from what somebody acknowledged to be lost in a restore.
const lost = new Set();
for (const { event } of lines.events) {
  if (event.kind !== "RESTORE_ACKNOWLEDGED") continue;
  for (const [size, head] of event.body.lost) lost.add(`${size} ${head}`);
  notes.push(
    `event ${event.sequence}: a restore took ${event.body.lost.length} signed changes up to event ${event.body.upTo} (${event.body.reason})`,
  );
}
let signed = 0;
for (const { checkpoint, key: id, signature } of lines.statements) {
  const { size, head, last } = checkpoint;
  const key = keys.get(id);
  const isSigned = key && verify(null, Buffer.from(canonical(checkpoint)), key, Buffer.from(signature, "base64url"));
  const found = heads.get(size);
  if (!key) faults.push(`checkpoint ${size}: the key ${id} is not given`);
  else if (!isSigned) faults.push(`checkpoint ${size}: signature wrong`);
  else if (found?.head === head && found.last === last) signed = Math.max(signed, size);
  else if (lost.has(`${size} ${head}`)) continue;
  else faults.push(`checkpoint ${size}: ${found ? "other events than were signed" : "events are missing"}`);
}

// Content, digest, snapshot. A number stands for a version of a measure.
const versions = new Map();
for (const { number, typeName, code, department, since, version, digest, contract } of lines.measures.values()) {
  const found = hashed(canonical({ typeName, contract: stated(contract), details: {} })).digest("base64url");
  const id = Buffer.from(`${typeName}:${code}`).toString("base64url");
  versions.set(number, { number, id, department, since, version, digest: found, isWhole: found === digest });
}
const contents = new Set([...versions.values()].map(({ id, digest }) => `${id} ${digest}`));
const contentsOf = (held) =>
  sha256(
    ...held
      .toSorted((a, b) => a.number - b.number)
      .map((each) => `${canonical([each.number, each.id, each.department, each.since, each.version, each.digest])}\n`),
  );
const snapshotId = (held, { model, scope }) => {
  const measures = held
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, version, digest }) => [id, version, digest]);
  return hashed(canonical({ measures, model, scope })).digest("base64url");
};
const taken = new Map(
  lines.events.flatMap(({ event }) => (event.kind === "SNAPSHOT_TAKEN" ? [[event.body.snapshot, event]] : [])),
);
for (const [id, { sequence, body, by }] of taken) {
  const line = lines.snapshots.get(id);
  const all = (numbers) => numbers.map((number) => versions.get(number)).filter((each) => each);
  const [held, model] = [all(line?.measures ?? []), all(line?.modelMeasures ?? [])];
  const isAsSaid = (name, found) => body[name] === undefined || body[name] === found;
  if (!line) faults.push(`event ${sequence}: the snapshot ${id} is missing`);
  else if ([...held, ...model].some(({ isWhole }) => !isWhole))
    faults.push(`event ${sequence}: a measure of snapshot ${id} was changed`);
  else if (
    held.length !== body.measures ||
    line.measures.length !== body.measures ||
    snapshotId(held, line) !== id ||
    line.takenBy !== (by.subject ?? "") ||
    !isAsSaid("at", line.at) ||
    !isAsSaid("model", line.model) ||
    !isAsSaid("contents", contentsOf(held)) ||
    !isAsSaid("modelContents", contentsOf(model))
  )
    faults.push(`event ${sequence}: the snapshot ${id} is not what was taken`);
  else if (!body.contents)
    notes.push(
      `event ${sequence}: made before events said whose measures a snapshot holds and what its model rests on`,
    );
}
for (const id of lines.snapshots.keys()) if (!taken.has(id)) faults.push(`no event speaks of the snapshot ${id}`);

// Saved checks, by the digest of all that is kept of each.
const saved = new Set();
for (const { event } of lines.events) {
  if (event.kind !== "CHECK_SAVED") continue;
  const { sequence, body } = event;
  saved.add(body.check);
  if (!lines.checks.has(body.check)) faults.push(`event ${sequence}: the saved check ${body.check} is missing`);
  else if (lines.checks.get(body.check) !== body.digest)
    faults.push(`event ${sequence}: the check ${body.check} is not what was saved`);
}
for (const id of lines.checks.keys()) if (!saved.has(id)) faults.push(`no event speaks of the saved check ${id}`);

// Measures and snapshots that the other events name.
const named = ({ kind, body }) => {
  if (kind === "DECISION_PROPOSED") return body.measures.map(({ id, digest }) => [id, digest]);
  if (kind === "LABELLING_DRAWN")
    return body.pairs.flatMap(({ a, b, digests: [ofA, ofB] }) => [
      [a, ofA],
      [b, ofB],
    ]);
  if (kind === "PAIR_LABELLED")
    return [
      [body.a, body.digests[0]],
      [body.b, body.digests[1]],
    ];
  return kind === "ALERT_RAISED" ? [[body.measure, body.digest]] : [];
};
for (const { event } of lines.events) {
  const { kind, body, sequence } = event;
  const snapshots = {
    DECISION_PROPOSED: body.snapshotId,
    LABELLING_DRAWN: body.snapshot,
    EXPORTED: body.snapshot,
    CHECK_SAVED: body.snapshot,
  };
  const snapshot = snapshots[kind];
  const isTaken = snapshot === undefined || taken.has(snapshot);
  if (!isTaken && kind === "EXPORTED") notes.push(`event ${sequence}: what was exported was not kept then`);
  else if (!isTaken) faults.push(`event ${sequence}: the snapshot ${snapshot} is missing`);
  const missing = named(event).filter(([id, digest]) => !contents.has(`${id} ${digest}`));
  for (const [id] of missing) faults.push(`event ${sequence}: the content of measure ${id} is missing`);
}
if (taken.size > 0 && versions.size === 0) faults.push("what the events speak of is not given (trail.evidence.ndjson)");

for (const note of new Set(notes)) process.stdout.write(`note: ${note}\n`);
for (const fault of faults) process.stdout.write(`${fault}\n`);
const unsigned = heads.size - signed;
if (faults.length === 0) {
  const said = [`${signed} events proved`];
  if (unsigned > 0) said.push(`${unsigned} not signed yet`);
  if (taken.size > 0) said.push(`${taken.size} snapshots of ${versions.size} versions of measures proved`);
  process.stdout.write(`${said.join(", ")}\n`);
}
process.exitCode = faults.length === 0 && unsigned === 0 ? 0 : 1;
