import { leave, useAddress } from './address';
import { may, signOut, useKey } from './key';
import { type Theme, chooseTheme, useTheme } from './theme';
import { places, viewFor } from './views';

// The page's head: where one can go, who is signed in, and how the page looks.
export function Head() {
  const state = useKey();
  const view = viewFor(useAddress());
  return (
    <header class="head">
      <a class="brand" href="/">
        <Mark />
        Waypost
      </a>
      {state.key && (
        <nav aria-label="Main">
          {places
            .filter(({ scope }) => !scope || may(scope, state))
            .map((place) => (
              <a
                key={place.href}
                href={place.href}
                aria-current={place.view === view?.name ? 'page' : undefined}
              >
                {place.label}
              </a>
            ))}
        </nav>
      )}
      <div class="head-end">
        {state.key && state.who && (
          <span class="who" title={`${state.who.name}, account ${state.who.account}`}>
            <span class="visually-hidden">Signed in with the key </span>
            <bdi>{state.who.name}</bdi>
            <span class="visually-hidden"> of the account</span> <code>{state.who.account}</code>
          </span>
        )}
        <ThemeChoice />
        {state.key && (
          <button type="button" class="button small quiet" onClick={() => leave(() => signOut())}>
            Sign out
          </button>
        )}
      </div>
    </header>
  );
}

const Mark = () => (
  <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false">
    <path class="mark-post" d="M11 2h2v20h-2z" />
    <path class="mark-sign" d="M4 4h13l4 3.5-4 3.5H4z" />
    <path class="mark-other" d="M20 13H9l-4 3 4 3h11z" />
  </svg>
);

const themes: readonly { theme: Theme; label: string }[] = [
  { theme: 'auto', label: 'System' },
  { theme: 'light', label: 'Light' },
  { theme: 'dark', label: 'Dark' },
];

function ThemeChoice() {
  const theme = useTheme();
  return (
    <label class="theme-choice">
      <span class="visually-hidden">Colours</span>
      <select
        class="select small quiet"
        value={theme}
        onChange={(event) => chooseTheme(event.currentTarget.value as Theme)}
      >
        {themes.map((one) => (
          <option key={one.theme} value={one.theme}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
}
