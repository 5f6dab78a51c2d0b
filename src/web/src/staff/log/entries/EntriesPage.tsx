import { useEffect, useMemo, useState } from 'react';
import { count } from '../../../shared/count';
import { clinicTime } from '../../../shared/time';
import { useMe } from '../../session/me';
import { isConversation, type Entry } from '../entry';
import { NamesButton } from '../NamesButton';
import type { Only } from '../only';
import { ScanLine } from '../ScanLine';
import { withinOf, type Days } from '../span';
import { useActions } from '../useActions';
import { useNames } from '../useNames';
import { useScan } from '../useScan';
import { EntryLine } from './EntryLine';
import { FilterForm } from './FilterForm';

const none: Entry[] = [];
const enough = 200;

/** Who did what to whose record, newest first. */
export function EntriesPage({ only }: { only: Only | null }) {
  const me = useMe();
  const time = useMemo(() => clinicTime(me.clinic.timeZone), [me.clinic.timeZone]);
  const actions = useActions();
  const scan = useScan<Entry, Entry[]>('audit/entries', none, (found, items) => [...found, ...items], (grown) => grown >= enough);
  const entries = scan.result;
  const conversations = useMemo(() => [...new Set(entries.flatMap((one) => one.subjects.filter(isConversation)))], [entries]);
  const names = useNames(conversations);
  const [days, setDays] = useState<Days | null>(null);
  const look = (what: object, within: Days) => {
    names.hide();
    setDays(within);
    scan.start(what);
  };
  useEffect(() => {
    if (scan.state === 'idle') document.querySelector<HTMLFormElement>('form.filter')?.requestSubmit();
    // once: what the page opens with
  }, []);

  return (
    <>
      <FilterForm only={only} actions={actions.items} time={time} look={look} />
      <ScanLine
        {...scan} time={time}
        found={count(entries.length, 'entry found', 'entries found')}
      />
      {days && (only?.by === 'patient' || only?.by === 'emergency') && <p className="inline warn">{withinOf(days)}</p>}
      {conversations.length > 0 && <NamesButton names={names} />}
      {scan.state === 'done' && entries.length === 0 && (
        <p className="empty">Nothing in these days fits. Choose more days, or leave a field empty.</p>
      )}
      {entries.length > 0 && (
        <ol className="entries" aria-label="Entries, newest first">
          {entries.map((entry) => (
            <EntryLine key={`${entry.writer} ${entry.seq}`} entry={entry} textOf={actions.textOf} names={names} time={time} />
          ))}
        </ol>
      )}
      {entries.length > 20 && scan.state === 'full' && (
        <div><button type="button" onClick={() => void scan.goOn()}>Show older entries</button></div>
      )}
    </>
  );
}
