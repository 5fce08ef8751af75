import { useState } from 'preact/hooks';

import { type Params, csv, isAbort } from '../api';
import { type Cell, csvFile, download, fileName, save, toCsv } from '../download';
import { Problem, noAnswer } from '../problem';

// What a download holds: the API's own CSV, or rows that are on the page.
export type Csv =
  | { name: string[]; path: string; params?: Params }
  | { name: string[]; columns: readonly string[]; rows: () => readonly (readonly Cell[])[] };

// Saves a table as CSV.
export function CsvButton({ csv: source, label = 'CSV' }: { csv: Csv; label?: string }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const press = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await deliver(source);
    } catch (error) {
      if (!isAbort(error)) setProblem(error instanceof Problem ? error : noAnswer());
    }
    setBusy(false);
  };
  return (
    <span class="with-word">
      {problem && (
        <span class="bad-word" role="alert">
          {problem.title}
        </span>
      )}
      <button
        type="button"
        class="button small quiet"
        disabled={busy}
        onClick={press}
        aria-label={`Download ${source.name.at(-1) ?? ''} as CSV`}
      >
        <span aria-hidden="true">↓</span> {label}
      </button>
    </span>
  );
}

async function deliver(source: Csv): Promise<void> {
  const name = fileName(source.name, 'csv');
  if ('path' in source) await download(source.path, source.params ?? {}, csv, name);
  else save(csvFile(toCsv(source.columns, source.rows())), name);
}
