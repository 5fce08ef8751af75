import { useEffect, useRef, useState } from 'preact/hooks';

import type { CampaignRow } from '../answers';
import { isAbort } from '../api';
import { Problem, noAnswer } from '../problem';
import { Repeater } from '../repeater';
import { type Aligned, type Unit, alignedClicks } from './aligned';

const atOnce = 3;
const every = 5000;

interface Kept {
  of: number; // the campaign's clicks and sends when it was asked for
  aligned: Aligned;
}

// The aligned clicks of these campaigns, each asked for again when its numbers moved.
export function useAligned(rows: readonly CampaignRow[], unit: Unit) {
  const [known, setKnown] = useState<ReadonlyMap<string, Aligned>>(new Map());
  const [problem, setProblem] = useState<Problem>();
  const now = useRef(rows);
  now.current = rows;
  const ids = rows.map(({ id }) => id).join(',');
  const kept = useRef(new Map<string, Kept>());

  useEffect(() => {
    const work = async (signal: AbortSignal) => {
      try {
        const moved = now.current.filter((row) => kept.current.get(unit + row.id)?.of !== state(row));
        await readAll(moved, unit, kept.current, signal);
        if (moved.length) setKnown(allOf(kept.current, unit));
        setProblem(undefined);
      } catch (error) {
        if (!isAbort(error)) setProblem(error instanceof Problem ? error : noAnswer());
        throw error;
      }
    };
    setKnown(allOf(kept.current, unit));
    const repeater = new Repeater(work, every);
    return () => repeater.stop();
  }, [ids, unit]);

  return { known, problem };
}

const state = ({ clicks, sent }: CampaignRow): number => (clicks ?? 0) + (sent ?? 0);

function allOf(kept: ReadonlyMap<string, Kept>, unit: Unit): ReadonlyMap<string, Aligned> {
  const ofUnit = [...kept].filter(([name]) => name.startsWith(unit));
  return new Map(ofUnit.map(([name, { aligned }]) => [name.slice(unit.length), aligned]));
}

async function readAll(
  rows: readonly CampaignRow[],
  unit: Unit,
  into: Map<string, Kept>,
  signal: AbortSignal,
) {
  const left = [...rows];
  const readSome = async () => {
    for (let row = left.shift(); row; row = left.shift()) {
      into.set(unit + row.id, { of: state(row), aligned: await alignedClicks(row, unit, signal) });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, readSome));
}
