import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

import { type Definition, definitionsIn } from './definitions_in';
import { shownDefinitions } from './src/definition_names';

const document = fileURLToPath(new URL('../../docs/numbers.md', import.meta.url));
const virtual = 'virtual:definitions';
const resolved = `\0${virtual}`;

// Gives the page what docs/numbers.md says about the numbers it shows, as `virtual:definitions`. A name which the
// page shows and the document lacks is an error of the build.
export function definitions(): Plugin {
  return {
    name: 'waypost-definitions',
    resolveId: (id) => (id === virtual ? resolved : null),
    load(id) {
      if (id !== resolved) return null;
      this.addWatchFile(document);
      const all = definitionsIn(readFileSync(document, 'utf8'));
      const shown: Record<string, Definition> = {};
      for (const name of shownDefinitions) {
        const found = all.get(name);
        if (!found)
          this.error(`docs/numbers.md does not define ${name}. It has: ${[...all.keys()].join(', ')}`);
        shown[name] = found;
      }
      return `export default ${JSON.stringify(shown)};`;
    },
  };
}
