import { allZones, shownZone } from './format';

// Names of today for zones that browsers list under names of before, and the operators' own are of today.
const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

// The name of today, where the browser knows it as well.
export const zoneName = (zone: string): string => {
  const today = renamed[zone];
  return today && shownZone(today) === today ? today : zone;
};

// Every zone the browser knows, under its name of today.
let names: readonly string[] | undefined;
export const zoneNames = (): readonly string[] =>
  (names ??= [...new Set(allZones().map(zoneName))].sort(byName));

// UTC is what one looks for when none of the others is.
const byName = (a: string, b: string): number =>
  Number(b === 'UTC') - Number(a === 'UTC') || (a < b ? -1 : 1);

interface Searched {
  zone: string;
  words: string;
}

let searched: Searched[] | undefined;

function all(): Searched[] {
  searched ??= allZones().map((zone) => {
    const name = zoneName(zone);
    return { zone: name, words: plain(`${name} ${zone}`) };
  });
  return searched;
}

const plain = (text: string): string => text.toLowerCase().replace(/[/_\s]+/g, ' ');

// The zones whose names have all the words in `text`; those with a word that begins so come first.
export function zonesFor(text: string): string[] {
  const words = plain(text).trim().split(' ').filter(Boolean);
  const found = all().filter((one) => words.every((word) => one.words.includes(word)));
  const begins = ({ words: of }: Searched) => words.every((word) => ` ${of}`.includes(` ${word}`));
  return [...found.filter(begins), ...found.filter((one) => !begins(one))].map(({ zone }) => zone);
}

// The zone that is written like this in whatever case; what is written where there is none.
export function zoneWritten(text: string): string {
  const wanted = plain(text).trim();
  return all().find(({ zone }) => plain(zone) === wanted)?.zone ?? text.trim();
}
