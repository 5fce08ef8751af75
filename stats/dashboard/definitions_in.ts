// What the document says of one number. Text, with `code` spans as it has them.
export interface Definition {
  meaning: string;
  absent?: string; // when it is null
  above100?: string; // when it can be above 100
}

// What a number's name is preceded by, by the heading it stands under; nothing for those of a campaign.
const areas: Record<string, string> = {
  'Of a campaign': '',
  'Of a link (the split)': 'link.',
  'Of conversions': 'conversion.',
  'Of errors': 'error.',
  'Of a recipient': 'recipient.',
  'Of callbacks': 'callback.',
};

// Reads docs/numbers.md. Names are `ctr`, `link.share`, `funnel.drop_off`, `step.sent`; a rule is `rule.repeats`,
// and the first paragraph under a heading is `about.by_time`.
export function definitionsIn(document: string): Map<string, Definition> {
  const found = new Map<string, Definition>();
  for (const part of document.split(/^## /m).slice(1)) {
    const [heading = '', ...lines] = part.split('\n');
    if (heading === 'Rules') addRules(lines, found);
    addOpening(heading, lines, found);
    addTables(areas[heading] ?? `${slug(heading)}.`, lines, found);
  }
  return found;
}

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');

// Links lead to other documents, and bold is a heading's: neither means anything in a popover.
const plain = (text: string) =>
  text
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();

// A rule begins with its name: "**Repeats.** A recipient counts once", "**Money** is a sum".
function addRules(lines: string[], found: Map<string, Definition>): void {
  for (const rule of lines.join('\n').split(/^- /m).slice(1)) {
    const [, name = '', text = ''] = /^\*\*(.+?)\*\*(.*)$/s.exec(rule) ?? [];
    found.set(`rule.${slug(name)}`, { meaning: plain(name.endsWith('.') ? text : name + text) });
  }
}

function addOpening(heading: string, lines: string[], found: Map<string, Definition>): void {
  const paragraphs = lines.join('\n').trim().split(/\n\n+/);
  const opening = paragraphs[0];
  if (opening && !/^[-|]/.test(opening)) found.set(`about.${slug(heading)}`, { meaning: plain(opening) });
}

function addTables(area: string, lines: string[], found: Map<string, Definition>): void {
  let columns: string[] | undefined;
  for (const line of lines) {
    if (!line.startsWith('|')) columns = undefined;
    else if (!columns) columns = cells(line);
    else if (!line.startsWith('|--')) addRow(areaOf(area, columns, found), columns, cells(line), found);
  }
}

const cells = (line: string) => line.split('|').slice(1, -1).map(plain);

// Conversions have three tables: of goals, of the funnel's steps, and of its numbers, the last to come.
function areaOf(area: string, columns: string[], found: Map<string, Definition>): string {
  if (columns[0] === 'step') return 'step.';
  return area === 'conversion.' && found.has('step.sent') ? 'funnel.' : area;
}

function addRow(area: string, columns: string[], row: string[], found: Map<string, Definition>): void {
  const cell = (name: string) => row[columns.indexOf(name)];
  const definition: Definition = { meaning: row[1] ?? '' };
  const absent = cell('null');
  const above100 = cell('above 100');
  if (absent) definition.absent = absent;
  if (above100) definition.above100 = above100;
  for (const [, name = ''] of (row[0] ?? '').matchAll(/`([^`]+)`/g)) found.set(area + name, definition);
  if (row[0] && !row[0].includes('`')) found.set(area + slug(row[0]), definition);
}
