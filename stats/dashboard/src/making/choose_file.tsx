import type { Ref } from 'preact';
import { useState } from 'preact/hooks';

import { useFocusKept } from '../parts/focus';
import type { RowFormat } from './check_rows';
import { type Head, type Layout, headOf, isSpreadsheet, likelyColumn, withHeader } from './csv_layout';

// A file of recipients as the API takes it.
export interface Chosen {
  name: string;
  body: Blob;
  format: RowFormat;
}

// Takes a file, and asks which column has the recipients where its header does not say.
export function ChooseFile({ onChosen }: { onChosen: (chosen: Chosen) => void }) {
  const [unclear, setUnclear] = useState<{ file: File; head: Head }>();
  const [fault, setFault] = useState<string>();
  const chooser = useFocusKept<HTMLInputElement>(unclear);
  const question = useFocusKept<HTMLParagraphElement>(unclear);
  const [over, setOver] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setFault(undefined);
    try {
      if (file.size === 0) return setFault('The file is empty.');
      if (await isSpreadsheet(file)) return setFault(spreadsheet);
      const format = formatOf(file.name);
      const head = format === 'csv' ? await headOf(file) : undefined;
      if (head && !head.fields.includes('recipient')) return setUnclear({ file, head });
      onChosen({ name: file.name, body: file, format });
    } catch {
      setFault('The file cannot be read.');
    }
  };
  if (unclear) {
    const { file, head } = unclear;
    const clear = (layout: Layout) =>
      onChosen({ name: file.name, body: withHeader(file, head, layout), format: 'csv' });
    return (
      <WhichColumn
        question={question}
        name={file.name}
        head={head}
        onLayout={clear}
        back={() => setUnclear(undefined)}
      />
    );
  }
  return (
    <>
      <label
        class={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take(event.dataTransfer?.files[0]);
        }}
      >
        <input
          ref={chooser}
          type="file"
          accept=".csv,.txt,.ndjson,.jsonl,text/csv"
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
        <strong>Choose a file, or drop it here</strong>
        <span class="hint">
          CSV with a column <code>recipient</code>, or NDJSON with rows such as{' '}
          <code>{'{"recipient":"u1"}'}</code>: your platform's own ids of up to 200 bytes. Other columns are
          passed over.
        </span>
      </label>
      {fault && (
        <p class="bad-word" role="alert">
          {fault}
        </p>
      )}
    </>
  );
}

const spreadsheet =
  'This is a spreadsheet, or another packed file. Open it where it was made, and save it as CSV: ' +
  'there it is called “CSV UTF-8”, or “Text CSV” with UTF-8 and commas.';

const formatOf = (name: string): RowFormat => (/\.(ndjson|jsonl|json)$/i.test(name) ? 'ndjson' : 'csv');

interface WhichColumnProps {
  question: Ref<HTMLParagraphElement>;
  name: string;
  head: Head;
  onLayout: (layout: Layout) => void;
  back: () => void;
}

// The file stays as it is: what is sent has a header of its own.
function WhichColumn({ question, name, head, onLayout, back }: WhichColumnProps) {
  const likely = likelyColumn(head.fields);
  const [column, setColumn] = useState(Math.max(0, likely));
  const [header, setHeader] = useState(likely >= 0 || head.fields.length > 1);
  const only = head.fields.length === 1 ? head.fields[0] : undefined;
  const submit = (event: Event) => {
    event.preventDefault();
    onLayout({ column, header });
  };
  return (
    <form class="stack narrow" onSubmit={submit}>
      <p ref={question} tabIndex={-1}>
        The first line of <bdi>{name}</bdi> names no column <code>recipient</code>. Which one has the
        recipients' ids?
      </p>
      {likely >= 0 && (
        <p class="hint">
          The server knows the name in small letters only: <bdi>{head.fields[likely]}</bdi> is sent as{' '}
          <code>recipient</code>.
        </p>
      )}
      {only && /[;\t|]/.test(only) && (
        <p class="notice warn">
          Its columns seem to be separated by something else than commas: save it as CSV with commas.
        </p>
      )}
      <label class="field">
        <span>Column</span>
        <select
          class="select"
          value={column}
          onChange={(event) => setColumn(Number(event.currentTarget.value))}
        >
          {head.fields.map((field, at) => (
            <option key={at} value={at}>
              {`${at + 1}: ${field.slice(0, 80) || '(empty)'}`}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={!header}
          onChange={(event) => setHeader(!event.currentTarget.checked)}
        />
        The first line is a recipient, too: there is no header
      </label>
      <div class="form-end">
        <button type="submit" class="button primary">
          Go on
        </button>
        <button type="button" class="button quiet" onClick={back}>
          Choose another file
        </button>
      </div>
    </form>
  );
}
