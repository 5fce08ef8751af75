import type { Money } from '../answers';
import { none } from '../format';
import { money } from '../money';

// Amounts, one for each currency: they are never added up. Beside each other, or with `lines` below each other.
export function Sums({ of, lines = false }: { of: readonly Money[]; lines?: boolean }) {
  if (of.length === 0) return <>{none}</>;
  return (
    <span class={lines ? 'sums' : undefined}>
      {of.map((amount, at) => (
        <span key={amount.currency}>
          {at > 0 && !lines && ' + '}
          <bdi>{money(amount)}</bdi>
        </span>
      ))}
    </span>
  );
}
