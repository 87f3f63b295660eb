/** The catalog's migrations, the oldest first. */
import { CreateDepartmentList1766100000001 } from "#kit/migrations/create-department-list.ts";
import { CreateReplicas1766100000000 } from "#kit/migrations/create-replicas.ts";
import { CreateIndex1764600000000 } from "./create-index.ts";
import { IndexWords1764700000000 } from "./index-words.ts";
import { NameBatches1766000000000 } from "./name-batches.ts";

export const catalogMigrations = [
  CreateIndex1764600000000,
  IndexWords1764700000000,
  NameBatches1766000000000,
  CreateReplicas1766100000000,
  CreateDepartmentList1766100000001,
];
