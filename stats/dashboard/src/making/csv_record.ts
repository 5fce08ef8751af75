// Reads CSV as the API does (RFC 4180; LF alone ends a record, too), to say of a file what is wrong before it is sent.

export type Fields = { fields: string[] } | { fault: string };

// The fields of one record, which has no line end behind it.
export function fieldsOf(record: string): Fields {
  if (!record.includes('"')) return { fields: record.split(',') };
  const fields: string[] = [];
  let at = 0;
  while (at <= record.length) {
    const quoted = record[at] === '"';
    const end = quoted ? closingQuote(record, at + 1) : plainEnd(record, at);
    if (end < 0) return { fault: 'Not valid CSV: a quoted field that does not end.' };
    const field = record.slice(quoted ? at + 1 : at, end);
    if (!quoted && field.includes('"')) {
      return { fault: 'Not valid CSV: a quote inside a field that is not quoted.' };
    }
    fields.push(quoted ? field.replaceAll('""', '"') : field);
    at = quoted ? end + 1 : end;
    if (at < record.length && record[at] !== ',')
      return { fault: 'Not valid CSV: text behind a closing quote.' };
    ++at;
  }
  return { fields };
}

function plainEnd(record: string, from: number): number {
  const comma = record.indexOf(',', from);
  return comma < 0 ? record.length : comma;
}

// The quote that is not doubled; -1 where there is none.
function closingQuote(record: string, from: number): number {
  for (let at = record.indexOf('"', from); at >= 0; at = record.indexOf('"', at + 2)) {
    if (record[at + 1] !== '"') return at;
  }
  return -1;
}
