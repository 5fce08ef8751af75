// The window of a goal. The API has minutes; people choose and read the largest unit that has no fraction.

import { number } from './format';

export type WindowUnit = 'minutes' | 'hours' | 'days';

export const minutesIn: Readonly<Record<WindowUnit, number>> = { minutes: 1, hours: 60, days: 1440 };

export function inLargestUnit(minutes: number): { count: number; unit: WindowUnit } {
  const unit = (['days', 'hours'] as const).find((one) => minutes % minutesIn[one] === 0) ?? 'minutes';
  return { count: minutes / minutesIn[unit], unit };
}

// 4320 is "3 days", 60 is "1 hour".
export function windowText(minutes: number): string {
  const { count, unit } = inLargestUnit(minutes);
  return `${number(count)} ${count === 1 ? unit.slice(0, -1) : unit}`;
}
