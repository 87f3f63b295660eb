/** Which soak: `npm run soak -- insider …` or `-- replicas …` is one of its own, `npm run soak -- …` that of the gateway under load. */
const [, , which = ""] = process.argv;
const soaks: Readonly<Record<string, () => Promise<unknown>>> = {
  insider: () => import("./insider/main.ts"),
  replicas: () => import("./replicas/main.ts"),
};
if (which in soaks) process.argv.splice(2, 1);
await (soaks[which]?.() ?? import("./soak.ts"));
