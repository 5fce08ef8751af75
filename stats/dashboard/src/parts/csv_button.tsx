import type { Params } from '../api';
import { type Cell, csvFile, fileName, save, toCsv } from '../download';
import { DownloadButton, SaveButton } from './download_button';

// What a table's CSV is: the API's own, or made of rows that are on the page.
export type Csv =
  | { name: string[]; path: string; params?: Params }
  | { name: string[]; columns: readonly string[]; rows: () => readonly (readonly Cell[])[] };

// Saves a table as CSV.
export function CsvButton({ csv }: { csv: Csv }) {
  if ('path' in csv) return <DownloadButton {...csv} label="CSV" />;
  const file = fileName(csv.name, 'csv');
  const write = () => save(csvFile(toCsv(csv.columns, csv.rows())), file);
  return <SaveButton label="CSV" spoken={`Download ${file}`} save={write} />;
}
