import { extname, join } from 'node:path';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

// While one works on the page: its files come out of the folder WAYPOST_PAGE (stats/dashboard/dist) in place of those in
// the server, under the server's policy.
export async function serveFrom(folder, context, server) {
  const policy = (await fetch(server.page)).headers.get('content-security-policy');
  const answer = (route, file) =>
    route.fulfill({
      path: join(folder, file),
      headers: { 'Content-Type': types[extname(file)], 'Content-Security-Policy': policy },
    });
  await context.route(
    ({ origin, pathname }) => origin === server.page && !pathname.startsWith('/api/'),
    (route) => {
      const { pathname } = new URL(route.request().url());
      return answer(route, pathname === '/' ? 'index.html' : pathname);
    },
  );
}
