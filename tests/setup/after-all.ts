/** What Jest does after the last test file. */
export { stopDatabaseServer as default } from "./database-server.ts";
