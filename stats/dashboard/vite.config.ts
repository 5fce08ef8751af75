import { defineConfig } from 'vite';

import { definitions } from './definitions_plugin';

// Where the API is while one works on the page: `WAYPOST_API=http://127.0.0.1:8081 npm run dev`.
const api = process.env['WAYPOST_API'] ?? 'http://127.0.0.1:8081';
const proxy = { '/api': { target: api } };

export default defineConfig({
  plugins: [definitions()],
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    target: 'es2022',
    // The server names its files by what is in them, and its policy allows no data: in place of one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy },
  preview: {
    proxy,
    headers: {
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
  },
});
