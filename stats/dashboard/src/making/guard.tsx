// Whether CSV is for a spreadsheet, or for a program that sends to what it says.
export function Guard({ guard, onGuard }: { guard: boolean; onGuard: (guard: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={!guard} onChange={(event) => onGuard(!event.currentTarget.checked)} />
      <span>
        The CSV is not for a spreadsheet: no apostrophe in front of ids such as <code>+4917…</code>
      </span>
    </label>
  );
}
