// Loads each test through the same transform as the pages and hands it to Node's own runner: `npm test`.
import { readdirSync } from 'node:fs';
import { createServer } from 'vite';

const server = await createServer({ configFile: false, logLevel: 'error', appType: 'custom', server: { middlewareMode: true, watch: null, ws: false } });
for (const file of readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.test.ts')).sort()) {
  await server.ssrLoadModule(`/tests/${file}`);
}
await server.close(); // all of it is loaded; the tests need it no more
