import { Observed, useObserved } from './observed';

export type Theme = 'auto' | 'light' | 'dark';

const place = 'waypost.theme';
const isTheme = (text: string | null): text is Theme =>
  text === 'auto' || text === 'light' || text === 'dark';
const chosen = new Observed<Theme>('auto');

// Counted up when colours change, by choice or by the system: what draws on a canvas draws again.
export const colours = new Observed(0);

export const useTheme = (): Theme => useObserved(chosen);

export function chooseTheme(theme: Theme): void {
  chosen.set(theme);
  dress(theme);
  try {
    localStorage.setItem(place, theme);
  } catch {
    // Storage may be forbidden: the choice holds until the page is left.
  }
}

function dress(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  colours.set(colours.get() + 1);
}

export function takeTheme(): void {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(place);
  } catch {
    // As above.
  }
  if (isTheme(kept)) chooseTheme(kept);
  // Paper is white, and what is drawn on a canvas is printed as it is.
  addEventListener('beforeprint', () => dress('light'));
  addEventListener('afterprint', () => dress(chosen.get()));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => colours.set(colours.get() + 1));
}

// What a colour of the style sheets ('var(--accent)') is now, as a canvas takes it.
export function colour(text: string): string {
  const probe = document.createElement('span');
  probe.style.color = text;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
