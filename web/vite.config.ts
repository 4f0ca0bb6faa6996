import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const api = 'http://127.0.0.1:54587';

const pdfjs = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')));

/** Puts the fonts, character maps and decoders that pdf.js loads by address beside the app. */
const pdfAssets = (): Plugin => ({
  name: 'pdf-assets',
  apply: 'build',
  writeBundle: ({ dir }) => {
    for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) {
      cpSync(join(pdfjs, folder), join(dir ?? 'dist', 'pdfjs', folder), { recursive: true });
    }
  },
});

export default defineConfig(({ command }) => {
  // A build is always the real one, also when a test runner starts it.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root: import.meta.dirname,
    plugins: [react(), tailwindcss(), pdfAssets()],
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      // The page's content security policy forbids data: scripts and fonts; every asset is a file.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 700,
      // What every page shares comes in one file instead of thirty small ones.
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [{ name: 'shared', test: /web\/src\/(ui|lib)\/|contracts\/|node_modules\/lucide-react/ }],
          },
        },
      },
    },
    server: {
      port: 5173,
      proxy: { '/api': api, '/socket.io': { target: api, ws: true } },
    },
  };
});
