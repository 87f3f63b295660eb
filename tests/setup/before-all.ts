/** What Jest does before the first test file. */
export { findDatabaseServer as default } from "./database-server.ts";
