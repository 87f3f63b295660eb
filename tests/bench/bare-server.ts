/** The baseline: node:http that reads the request and answers the same bytes every time. `<port> <file>` */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const [port = "0", file = ""] = process.argv.slice(2);
const body = readFileSync(file);

createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": body.length });
    response.end(body);
  });
}).listen(Number(port), "127.0.0.1");
