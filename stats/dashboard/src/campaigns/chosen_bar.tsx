import { hrefTo } from '../address';
import { chooseOnly, mostChosen, useChosen } from './chosen';

// What is chosen for a comparison, wherever in the list one is.
export function ChosenBar() {
  const chosen = useChosen();
  if (chosen.size === 0) return null;
  const href = hrefTo({ view: 'compare', campaigns: [...chosen].join(',') });
  return (
    <section class="chosen-bar" aria-label="Chosen campaigns">
      <p role="status">
        <strong>{chosen.size}</strong> chosen
        {chosen.size === 1 && <span class="quiet-text"> – choose another to compare</span>}
        {chosen.size === mostChosen && <span class="quiet-text"> – no more can be compared at once</span>}
      </p>
      <button type="button" class="button small quiet" onClick={() => chooseOnly([])}>
        Clear
      </button>
      {chosen.size > 1 && (
        <a class="button small primary" href={href}>
          Compare
        </a>
      )}
    </section>
  );
}
