import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';

import { change, useAddress } from '../address';
import type { DefinitionName } from '../definition_names';
import { number } from '../format';
import type { Csv } from './csv_button';
import { CsvButton } from './csv_button';
import { Definition } from './definition';
import { ScrollBox } from './scroll_box';

export interface Column<Row> {
  name: string; // in the address, where the order is kept there
  label: string;
  cell: (row: Row) => ComponentChildren;
  sort?: (row: Row) => number | string | null; // the column can be sorted by this; null comes last
  number?: boolean; // stands to the right, in figures of one width
  definition?: DefinitionName;
  heading?: boolean; // names the row
  wide?: boolean; // takes the room that there is: for bars, whose label is only said
}

// By which column, and which way: 'clicks' or '-clicks'.
export type Order = string;

export interface TableProps<Row> {
  caption: string;
  hideCaption?: boolean; // it stands above already
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  order?: Order; // as it is until somebody sorts; with onOrder, as the rows come
  onOrder?: (order: Order) => void; // whoever shows the table sorts
  orderIn?: string; // the member of the address that keeps the order
  csv?: Csv | undefined;
  most?: number; // rows that are shown until somebody asks for more: 500 unless said otherwise
  cards?: boolean; // where the window is narrow each row is a card, instead of a table that scrolls
  children?: ComponentChildren; // beside the CSV button
}

// A table that scrolls sideways in itself where the window is narrow. Columns with `sort` have buttons for headings.
export function DataTable<Row>(props: TableProps<Row>) {
  const caption = useId();
  const [order, choose] = useOrder(props);
  const rows = props.onOrder ? props.rows : sorted(props.rows, props.columns, order);
  const [all, setAll] = useState(false);
  const most = props.most ?? 500;
  const shown = all ? rows : rows.slice(0, most);
  return (
    <div class="table-part">
      <ScrollBox labelledBy={caption}>
        <table class={props.cards ? 'table cards' : 'table'}>
          <caption id={caption} class={props.hideCaption ? 'visually-hidden' : undefined}>
            {props.caption}
          </caption>
          <thead>
            <tr>
              {props.columns.map((column) => (
                <Heading key={column.name} column={column} order={order} choose={choose} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={props.rowKey(row)}>
                {props.columns.map((column) => (
                  <TableCell key={column.name} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {shown.length < rows.length && (
        <p class="hint on-paper">
          The first {number(shown.length)} of {number(rows.length)}.
        </p>
      )}
      {(props.csv || props.children || rows.length > most) && (
        <div class="table-foot">
          {rows.length > most && (
            <button type="button" class="button small quiet more-rows" onClick={() => setAll(!all)}>
              {all ? `Show ${number(most)}` : `Show all ${number(rows.length)}`}
            </button>
          )}
          {props.children}
          {props.csv && <CsvButton csv={props.csv} />}
        </div>
      )}
    </div>
  );
}

// The order, and how another one is chosen. What the address says is nothing where no column can be sorted by it.
function useOrder<Row>({ columns, order: usual = '', onOrder, orderIn }: TableProps<Row>) {
  const [own, setOwn] = useState<Order>('');
  const said = useAddress()[orderIn ?? ''] ?? '';
  if (onOrder) return [usual, onOrder] as const;
  if (orderIn === undefined) return [own || usual, setOwn] as const;
  const choose = (order: Order) => change({ [orderIn]: order === usual ? null : order }, { replace: true });
  return [sortColumn(columns, said) ? said : usual, choose] as const;
}

const lookOf = <Row,>(column: Column<Row>): string | undefined =>
  column.number ? 'number' : column.wide ? 'wide' : undefined;

function TableCell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const look = lookOf(column);
  if (!column.heading) {
    return (
      <td class={look} data-label={column.label}>
        {column.cell(row)}
      </td>
    );
  }
  return (
    <th scope="row" class={look}>
      {column.cell(row)}
    </th>
  );
}

function Heading<Row>({
  column,
  order,
  choose,
}: {
  column: Column<Row>;
  order: Order;
  choose: (order: Order) => void;
}) {
  const up = order === column.name;
  const down = order === `-${column.name}`;
  const next = down ? column.name : up || column.number ? `-${column.name}` : column.name;
  const direction = up ? 'ascending' : down ? 'descending' : undefined;
  return (
    <th scope="col" class={lookOf(column)} aria-sort={direction}>
      <span class="heading">
        {column.sort ? (
          <button type="button" class="sort" onClick={() => choose(next)}>
            {column.label}
            <span class="arrow" aria-hidden="true">
              {up ? '↑' : down ? '↓' : ''}
            </span>
          </button>
        ) : (
          <span class={column.wide ? 'visually-hidden' : undefined}>{column.label}</span>
        )}
        {column.definition && <Definition of={column.definition} label={column.label} />}
      </span>
    </th>
  );
}

const sortColumn = <Row,>(columns: readonly Column<Row>[], order: Order) =>
  columns.find(({ name, sort }) => sort && name === order.replace(/^-/, ''));

const collator = new Intl.Collator(undefined, { numeric: true });

// The rows in this order; as they are where it names no column that has one.
export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Order,
): readonly Row[] {
  const by = sortColumn(columns, order)?.sort;
  if (!by) return rows;
  const way = order.startsWith('-') ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [by(one), by(other)];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (typeof a === 'number' && typeof b === 'number') return way * (a - b);
    return way * collator.compare(String(a), String(b));
  });
}
