import type { ComponentChildren } from 'preact';

import { may, useKey } from '../key';
import { Empty, Loading } from '../parts/states';

// What only keys with the scope `register` may do; to others it says so.
export function OnlyRegister({ children }: { children: ComponentChildren }) {
  const state = useKey();
  if (!state.who) return <Loading lines={6} />;
  if (may('register', state)) return <>{children}</>;
  return (
    <Empty title="This key may not make or change campaigns">
      It has the {state.who.scopes.length === 1 ? 'scope' : 'scopes'} {state.who.scopes.join(', ')}; the scope{' '}
      <code>register</code> is needed. Sign in with another key, or have somebody make one:{' '}
      <code>waypost keys create --scopes register,stats --name …</code>
    </Empty>
  );
}
