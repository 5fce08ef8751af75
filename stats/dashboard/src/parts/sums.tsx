import type { Money } from '../answers';
import { none } from '../format';
import { money } from '../money';

// Amounts beside each other, one for each currency: they are never added up.
export function Sums({ of }: { of: readonly Money[] }) {
  if (of.length === 0) return <>{none}</>;
  return (
    <>
      {of.map((amount, at) => (
        <span key={amount.currency} class="sum">
          {at > 0 && ' + '}
          <bdi>{money(amount)}</bdi>
        </span>
      ))}
    </>
  );
}
