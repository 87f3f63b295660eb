/** Which soak: `npm run soak -- insider …` the one of insiders, `npm run soak -- …` that of the gateway under load. */
const isInsider = process.argv[2] === "insider";
if (isInsider) process.argv.splice(2, 1);
await import(isInsider ? "./insider/main.ts" : "./soak.ts");
