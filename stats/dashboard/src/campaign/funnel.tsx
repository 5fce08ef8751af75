import type { FunnelStep } from '../answers';
import type { DefinitionName } from '../definition_names';
import { number, percent } from '../format';
import { Definition } from '../parts/definition';
import { Empty } from '../parts/states';
import { DataTable } from '../parts/table';

// The steps that are no events. Not an object: an event may be called as a member that every object has.
const known = new Map<string, { label: string; definition: DefinitionName }>([
  ['sent', { label: 'Sent', definition: 'step.sent' }],
  ['delivered', { label: 'Delivered', definition: 'step.delivered' }],
  ['clicked', { label: 'Clicked', definition: 'step.clicked' }],
]);

const labelOf = (step: string): string => known.get(step)?.label ?? step;

// Each step as a bar below the one before: what is missing from that one is who was lost.
export function Funnel({ steps }: { steps: readonly FunnelStep[] }) {
  if (steps.length === 0) {
    return (
      <Empty title="The campaign has no funnel">Give it steps such as sent, clicked and an event.</Empty>
    );
  }
  return (
    <figure>
      <ol class="funnel">
        {steps.map((step, at) => (
          <Step key={step.step} step={step} before={steps[at - 1]} />
        ))}
      </ol>
      <details class="behind-table">
        <summary>Table</summary>
        <FunnelTable steps={steps} />
      </details>
    </figure>
  );
}

function Step({ step, before }: { step: FunnelStep; before: FunnelStep | undefined }) {
  const share = step.share ?? 0;
  return (
    <li>
      {step.drop_off !== null && (
        <p class="lost">
          <span aria-hidden="true">↓</span> <bdi>{number(step.drop_off)}</bdi> lost
          {step.drop_off_share !== null && (
            <>
              {' '}
              (<bdi>{percent(step.drop_off_share)}</bdi>)
            </>
          )}
        </p>
      )}
      <p class="step">
        <span class="titled">
          <bdi>{labelOf(step.step)}</bdi>
          <Definition of={known.get(step.step)?.definition ?? 'step.an_event'} label={labelOf(step.step)} />
        </span>
        <span class="step-numbers">
          <strong>
            <bdi>{number(step.recipients)}</bdi>
          </strong>{' '}
          <bdi>{percent(step.share)}</bdi>
        </span>
      </p>
      <div class="funnel-bar" aria-hidden="true">
        <i class="before" style={{ width: `${before?.share ?? share}%` }} />
        <i class="now" style={{ width: `${share}%` }} />
      </div>
    </li>
  );
}

const FunnelTable = ({ steps }: { steps: readonly FunnelStep[] }) => (
  <DataTable
    caption="Funnel"
    hideCaption
    rows={steps}
    rowKey={({ step }) => step}
    columns={[
      { name: 'step', label: 'Step', heading: true, cell: ({ step }) => <bdi>{labelOf(step)}</bdi> },
      { name: 'recipients', label: 'Recipients', number: true, cell: ({ recipients }) => number(recipients) },
      {
        name: 'share',
        label: 'Share',
        number: true,
        cell: ({ share }) => percent(share),
        definition: 'funnel.share',
      },
      {
        name: 'drop_off',
        label: 'Lost',
        number: true,
        cell: ({ drop_off }) => number(drop_off),
        definition: 'funnel.drop_off',
      },
      {
        name: 'drop_off_share',
        label: 'Of the step before',
        number: true,
        cell: (row) => percent(row.drop_off_share),
        definition: 'funnel.drop_off_share',
      },
    ]}
  />
);
