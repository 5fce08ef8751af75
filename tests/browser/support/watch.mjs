// Watches a browser context, and keeps all that must not be: errors on the console, exceptions, what the policy of the
// page blocked, dialogs, calls that failed, and requests to anywhere but the server. Every request is kept as well.
export class Watch {
  faults = [];
  requests = [];
  #expected = [];

  static async over(context, server) {
    const watch = new Watch();
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy: ${event.violatedDirective} blocked ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on('console', (said) => {
      if (said.type() === 'error') watch.#fault(`console: ${said.text()} (${said.location().url})`);
    });
    context.on('weberror', (thrown) => watch.#fault(`thrown: ${thrown.error().stack}`));
    context.on('dialog', (dialog) => {
      // The browser's own question whether to leave a form that is not saved.
      if (dialog.type() === 'beforeunload') return dialog.accept();
      watch.#fault(`dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => undefined);
    });
    context.on('request', (request) => watch.#asked(request, server));
    context.on('requestfailed', (request) => watch.#failed(request));
    context.on('response', (answer) => {
      if (answer.status() >= 400) watch.#fault(`answer: ${answer.status()} ${answer.url()}`);
    });
    return watch;
  }

  // What matches is no fault from now on.
  expect(...patterns) {
    this.#expected.push(...patterns);
  }

  #fault(text) {
    if (!this.#expected.some((pattern) => pattern.test(text))) this.faults.push(text);
  }

  #asked(request, server) {
    this.requests.push(request);
    const { origin, protocol } = new URL(request.url());
    if (origin !== server.page && protocol !== 'blob:') this.#fault(`elsewhere: ${request.url()}`);
  }

  #failed(request) {
    const why = request.failure()?.errorText;
    // The page takes back calls whose answers it no longer needs.
    if (why !== 'net::ERR_ABORTED') this.#fault(`failed: ${why} ${request.url()}`);
  }
}
