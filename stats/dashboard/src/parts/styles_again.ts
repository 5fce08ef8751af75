// Style sheets that did not come. What loads a part of the page asks for its style sheet once, so that a part which is
// asked for again would come without it.
const missing = new Set<HTMLLinkElement>();

addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') missing.add(target);
  },
  true,
);

// Asks for them once more; fails where one does not come.
export async function stylesAgain(): Promise<void> {
  await Promise.all(
    [...missing].map(async (old) => {
      const link = old.cloneNode() as HTMLLinkElement;
      const come = new Promise((resolve, reject) => {
        link.addEventListener('load', resolve);
        link.addEventListener('error', reject);
      });
      old.replaceWith(link);
      missing.delete(old);
      await come;
    }),
  );
}
