/** Loaded before a program: it writes to what it takes for a terminal, as where a person reads it. */
Object.defineProperty(process.stdout, "isTTY", { value: true });
