/** The catalog's migrations, the oldest first. */
import { CreateIndex1764600000000 } from "./create-index.ts";
import { IndexWords1764700000000 } from "./index-words.ts";

export const catalogMigrations = [CreateIndex1764600000000, IndexWords1764700000000];
