import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const kept = ['content-security-policy', 'referrer-policy', 'x-content-type-options'];

// While one works on the page: its files come out of the folder WAYPOST_PAGE (stats/dashboard/dist) in place of those in
// the server, under the server's policies.
export async function serveFrom(folder, context, server) {
  const { headers: own } = await fetch(server.page);
  const policies = Object.fromEntries(kept.map((name) => [name, own.get(name)]));
  const answer = (route, file) => {
    const path = join(folder, file);
    if (!existsSync(path)) return route.fulfill({ status: 404 });
    return route.fulfill({
      path,
      headers: { ...policies, 'cache-control': 'immutable', 'content-type': types[extname(file)] },
    });
  };
  await context.route(
    ({ origin, pathname }) => origin === server.page && !pathname.startsWith('/api/'),
    (route) => {
      const { pathname } = new URL(route.request().url());
      return answer(route, pathname === '/' ? 'index.html' : pathname);
    },
  );
}
