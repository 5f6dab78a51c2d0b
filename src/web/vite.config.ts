import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

// The emulator and the cloud read the rules of the front door from the folder that they serve.
const frontDoor = {
  name: 'front-door',
  generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): string }) {
    const source = readFileSync(new URL('staticwebapp.config.json', import.meta.url), 'utf8');
    this.emitFile({ type: 'asset', fileName: 'staticwebapp.config.json', source });
  },
};

export default defineConfig({
  plugins: [frontDoor],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // the Content-Security-Policy allows no data: address
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { staff: 'index.html', portal: 'p/index.html' } },
  },
});
