/** Reads the IPADIC dictionary that the package `kuromoji` ships: as numbers and bytes, which take a tenth of the memory of what the package itself makes of it. */
import { Categories } from "./categories.ts";
import { Entries } from "./entries.ts";
import { FeatureTable } from "./features.ts";
import { Trie } from "./trie.ts";
import { unpack, unpackEntries } from "./unpack.ts";

export interface Dictionary {
  /** Finds the written forms that the dictionary has. */
  readonly trie: Trie;
  /** The entries of each written form. */
  readonly known: Entries;
  readonly features: FeatureTable;
  /** What words can be that no entry begins with, by the category of their first character. */
  readonly unknown: Entries;
  readonly categories: Categories;
  /** What it costs that one entry follows another, as a table of the ids of both sides. */
  readonly connections: Int16Array;
}

/** One file after the other: together, they would fill the memory with what is unpacked and not yet read. */
export async function readDictionary(): Promise<Dictionary> {
  const base = await unpack("base");
  const check = await unpack("check");
  const connections = await unpack("cc");
  const known = new Entries(await unpack("tid"), await unpack("tid_map"));
  const unknown = new Entries(await unpack("unk"), await unpack("unk_map"));
  return {
    trie: new Trie(new Int32Array(base.buffer), new Int32Array(check.buffer)),
    known,
    features: await readFeatures(known),
    unknown,
    categories: new Categories(await unpack("unk_char"), await unpack("unk_invoke")),
    connections: new Int16Array(connections.buffer),
  };
}

async function readFeatures(entries: Entries): Promise<FeatureTable> {
  const table = new FeatureTable();
  let entry = 0;
  for await (const text of unpackEntries("tid_pos")) {
    let from = 0;
    // After the last entry there is nothing but zeros.
    for (let to = text.indexOf(0); to > from; to = text.indexOf(0, from)) {
      table.add(text, from, entries.leftId(entry++));
      from = to + 1;
    }
  }
  return table;
}
