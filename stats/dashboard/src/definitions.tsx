import type { ComponentChildren } from 'preact';
import definitions from 'virtual:definitions';

import type { Definition } from '../definitions_in';
import type { DefinitionName } from './definition_names';

// What docs/numbers.md says of a number.
export const definitionOf = (name: DefinitionName): Definition => definitions[name];

// The document's text, with its `code` as such.
export function Said({ text }: { text: string }): ComponentChildren {
  return text.split('`').map((part, at) => (at % 2 ? <code key={at}>{part}</code> : part));
}
