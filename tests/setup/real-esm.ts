// A top-level await is a syntax error in CommonJS: should the ESM flag ever be lost, every test fails here, loudly.
await Promise.resolve();
