import { number } from '../format';
import { type Column, DataTable } from '../parts/table';
import type { RowFault } from './check_rows';

const columns: readonly Column<RowFault>[] = [
  { name: 'row', label: 'Row', number: true, cell: ({ row }) => (row === 0 ? 'Header' : number(row)) },
  {
    name: 'text',
    label: 'In the file',
    cell: ({ text }) => (
      <bdi class="mono" dir="ltr">
        {visible(text)}
      </bdi>
    ),
  },
  { name: 'why', label: 'What is wrong', cell: ({ why }) => <bdi>{why}</bdi> },
];

// Control characters as the pictures that Unicode has of them.
const visible = (text: string): string =>
  text.replace(/\p{Cc}/gu, (one) => String.fromCharCode(one < ' ' ? 0x2400 + one.charCodeAt(0) : 0x2421));

export interface FaultTableProps {
  name: string; // of the file
  faults: readonly RowFault[];
  faulty: number;
}

// What is wrong with which rows of a file, each with its text. Rows are counted as the API counts them: without the
// header and blank lines.
export function FaultTable({ name, faults, faulty }: FaultTableProps) {
  return (
    <DataTable
      caption={
        faulty > faults.length
          ? `The first ${number(faults.length)} of ${number(faulty)} rows`
          : 'Rows that are wrong'
      }
      columns={columns}
      rows={faults}
      rowKey={({ row }) => row}
      most={100}
      csv={{
        name: [name, 'errors'],
        columns: ['row', 'text', 'error'],
        rows: () => faults.map(({ row, text, why }) => [row, text, why]),
      }}
    />
  );
}
