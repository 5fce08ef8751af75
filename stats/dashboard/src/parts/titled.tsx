import type { DefinitionName } from '../definition_names';
import { Definition } from './definition';

// A card's heading, and what it is about.
export function Titled({
  id,
  title,
  definition,
}: {
  id: string;
  title: string;
  definition?: DefinitionName;
}) {
  return (
    <div class="titled">
      <h2 id={id}>{title}</h2>
      {definition && <Definition of={definition} label={title} />}
    </div>
  );
}
