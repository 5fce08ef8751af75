import { useEffect, useRef } from 'preact/hooks';

import { Words } from '../parts/states';
import type { Problem } from '../problem';
import type { Faults } from './faults';

export interface FormProblemProps {
  problem: Problem | undefined;
  faults: Faults;
  tried: number; // counted up with each try to send the form
}

// Says above a form's buttons that it was not taken, and leads to the first field at fault.
export function FormProblem({ problem, faults, tried }: FormProblemProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (tried === 0) return;
    const form = place.current?.closest('form');
    const first = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (first) first.focus();
    else place.current?.scrollIntoView({ block: 'nearest' });
  }, [tried, problem]);
  // A fault that stands at its field need not be said again.
  const unsaid = problem && !(problem.field && faults.has(problem.field));
  return (
    <div ref={place} role="alert">
      {unsaid && (
        <div class="notice bad">
          <div>
            <strong>{problem.title}</strong>
            <Words problem={problem} />
          </div>
        </div>
      )}
      {!unsaid && faults.size > 0 && (
        <p class="bad-word">
          {faults.size === 1 ? 'One field is not right yet.' : `${faults.size} fields are not right yet.`}
        </p>
      )}
    </div>
  );
}
