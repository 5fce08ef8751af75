// Ends with 2 where the server has no page.
import { Server } from './support/server.mjs';

const server = await Server.start();
const answer = await fetch(server.page);
process.exitCode = /<script type="module"/.test(await answer.text()) ? 0 : 2;
await server.stop();
