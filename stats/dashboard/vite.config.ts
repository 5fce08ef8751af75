import { defineConfig } from 'vite';

import { definitions } from './definitions_plugin';

// Where the API is while one works on the page: `WAYPOST_API=http://127.0.0.1:8081 npm run dev`.
const api = process.env['WAYPOST_API'] ?? 'http://127.0.0.1:8081';

// Few files, cut by when they are needed: what a first view shows does not wait for charts.
function chunkOf(file: string): string | undefined {
  if (/uplot|src\/parts\/(chart|plot|legend)/.test(file)) return 'chart';
  if (/src\/campaign\/(?!campaign_|section\.)/.test(file)) return 'sections';
  // What a chunk needs goes along with it unless it has a place of its own.
  if (/preact|preload-helper|virtual:definitions|src\/parts|src\/[a-z_]+\.ts/.test(file)) return 'core';
  return undefined;
}

export default defineConfig({
  plugins: [definitions()],
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    target: 'es2022',
    // The server names its files by what is in them, and its policy allows no data: in place of one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { output: { manualChunks: chunkOf } },
  },
  // The page's policy is the server's (stats/page_files.cpp), and the browser tests are under it.
  server: { proxy: { '/api': { target: api } } },
});
