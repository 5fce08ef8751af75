import type { Campaign, Goal } from '../answers';
import { dateTime, none } from '../format';
import { windowText } from '../goal_window';
import { type Settings, draftOf, settingsOf } from './draft';

export type SettingName = keyof Settings;

export const settingNames: readonly SettingName[] = [
  'name',
  'time_zone',
  'expires_at',
  'fallback_url',
  'conversions',
  'funnel',
];

export const settingLabels: Record<SettingName, string> = {
  name: 'Name',
  time_zone: 'Time zone',
  expires_at: 'Expires',
  fallback_url: 'Fallback URL',
  conversions: 'Goals',
  funnel: 'Funnel',
};

// As the form writes them, so that nothing differs which nobody changed.
export const settingsIn = (campaign: Campaign): Settings => settingsOf(draftOf(campaign));

const same = (name: SettingName, a: Settings, b: Settings): boolean =>
  JSON.stringify(a[name]) === JSON.stringify(b[name]);

// The settings that differ.
export const differing = (a: Settings, b: Settings): SettingName[] =>
  settingNames.filter((name) => !same(name, a, b));

// What PATCH takes to make `to` out of `from`: null takes a setting away.
export function patchFor(from: Settings, to: Settings): Record<string, unknown> {
  return Object.fromEntries(differing(from, to).map((name) => [name, to[name] ?? null]));
}

// `mine`, but with theirs of the settings that are named.
export const taking = (names: readonly SettingName[], theirs: Settings, mine: Settings): Settings => ({
  ...mine,
  ...Object.fromEntries(names.map((name) => [name, theirs[name]])),
});

// A setting in words.
export function said(name: SettingName, of: Settings): string {
  switch (name) {
    case 'expires_at':
      return of.expires_at ? `${dateTime(of.expires_at, of.time_zone)}, ${of.time_zone}` : 'never';
    case 'conversions':
      return of.conversions.map(goalText).join('; ') || none;
    case 'funnel':
      return of.funnel.join(' → ') || none;
    default:
      return of[name] ?? none;
  }
}

const goalText = ({ event, window_minutes }: Goal): string => `${event} within ${windowText(window_minutes)}`;
