import { Problem } from '../problem';
import { minutesIn } from '../goal_window';
import type { Draft, GoalRow, LinkRow, StepRow } from './draft';
import { isZone, moment } from './zoned_time';

// What is wrong, by the API's names of members: "name", "links[1].url".
export type Faults = ReadonlyMap<string, string>;

export const noFaults: Faults = new Map();

// What the API says of one member; nothing where it names none.
export const faultsIn = (problem: Problem): Faults =>
  problem.field ? new Map([[problem.field, problem.detail || problem.title]]) : noFaults;

// Faults that can be told without asking. The API has the last word: it knows more, and says one at a time.
export function faultsOf(draft: Draft, { links }: { links: boolean }): Faults {
  const found = new Map<string, string>();
  const add = (field: string, why: string | false) => {
    if (why && !found.has(field)) found.set(field, why);
  };
  add('name', wordsFault(draft.name, 200));
  // The server may know zones that the browser does not; what its clocks show cannot be told then.
  const unknown = draft.time_zone === '' || (draft.expires !== '' && !isZone(draft.time_zone));
  add('time_zone', unknown && 'There is no such time zone here. Choose one of the list.');
  add(
    'expires_at',
    !unknown && draft.expires !== '' && !moment(draft.expires, draft.time_zone) && 'This is no time.',
  );
  add('fallback_url', draft.fallback_url.trim() !== '' && urlFault(draft.fallback_url));
  if (links) addLinks(draft.links, add);
  addGoals(draft.goals, add);
  addSteps(draft.funnel, add);
  return found;
}

type Add = (field: string, why: string | false) => void;

function addLinks(links: readonly LinkRow[], add: Add): void {
  const labels = links.map(({ label }) => label.trim());
  links.forEach(({ label, url }, at) => {
    add(`links[${at}].label`, wordsFault(label, 64));
    add(`links[${at}].label`, labels.indexOf(label.trim()) < at && 'Another link has this label.');
    add(`links[${at}].url`, urlFault(url));
  });
}

const longestWindow = 527_040; // minutes: 366 days

function addGoals(goals: readonly GoalRow[], add: Add): void {
  const events = goals.map(({ event }) => event.trim());
  goals.forEach(({ event, window, unit }, at) => {
    const minutes = /^\d+$/.test(window) ? Number(window) * minutesIn[unit] : 0;
    add(`conversions[${at}].event`, eventFault(event));
    add(`conversions[${at}].event`, events.indexOf(event.trim()) < at && 'Another goal has this event.');
    add(
      `conversions[${at}].window_minutes`,
      (minutes < 1 || minutes > longestWindow) && 'A whole number, and at most 366 days.',
    );
  });
}

export const messageSteps = ['sent', 'delivered', 'clicked'] as const;
const isMessageStep = (step: string): boolean => messageSteps.some((one) => one === step);

function addSteps(funnel: readonly StepRow[], add: Add): void {
  const steps = funnel.map(({ step }) => step.trim());
  steps.forEach((step, at) => {
    add(`funnel[${at}]`, !isMessageStep(step) && wordsFault(step, 64));
    add(`funnel[${at}]`, steps.indexOf(step) < at && 'Another step is this one.');
  });
}

function eventFault(event: string): string | false {
  if (isMessageStep(event.trim()))
    return 'This is a step of messages, not an event that the platform reports.';
  return wordsFault(event, 64);
}

// Control characters are what Unicode calls so.
export function wordsFault(text: string, longest: number): string | false {
  const length = [...text.trim()].length;
  if (length === 0) return 'This is needed.';
  if (length > longest) return `At most ${longest} characters: these are ${length}.`;
  return /\p{Cc}/u.test(text) && 'It must have no control characters.';
}

export function urlFault(text: string): string | false {
  const url = text.trim();
  if (url === '') return 'This is needed.';
  if (!/^https?:\/\//i.test(url)) return 'A whole address, beginning with https:// or http://.';
  if (url.length > 2048) return `At most 2,048 characters: these are ${url.length}.`;
  return /[^!-~]/.test(url) && 'Visible ASCII characters only: percent-encode the others.';
}
