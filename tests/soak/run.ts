/** Which soak: `npm run soak -- insider …` the one of insiders, `npm run soak -- …` that of the gateway under load. */
if (process.argv[2] === "insider") {
  process.argv.splice(2, 1);
  await import("./insider/main.ts");
} else await import("./soak.ts");
