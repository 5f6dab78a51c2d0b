import { useCallback, useEffect, useMemo, useState } from 'react';
import { phone } from '../../shared/phone';
import { clinicTime, type ClinicTime } from '../../shared/time';
import type { Page } from '../inbox/conversation';
import { ask } from '../session/ask';
import { isOwner, useMe } from '../session/me';
import { useAction } from '../shell/useAction';
import { useLoad } from '../shell/useLoad';
import { Wrong } from '../shell/Wrong';
import type { Settings } from '../settings/settings';
import '../shell/sections.css';
import './records.css';
import { brought, type DueItem, type RecordState } from './record';
import { RecordSection } from './RecordSection';

/** For owners: records that need not be kept any longer. */
export function ArchivePage() {
  const me = useMe();
  useEffect(() => {
    document.title = 'Archive';
  }, []);
  if (!isOwner(me)) {
    return <main className="page"><h1>Archive</h1><p>Owners of the clinic decide which records are destroyed. Ask one of them.</p></main>;
  }
  return <DueRecords />;
}

function DueRecords() {
  const me = useMe();
  const time = useMemo(() => clinicTime(me.clinic.timeZone), [me.clinic.timeZone]);
  const { value: settings } = useLoad<Settings>('settings');
  const [page, setPage] = useState<Page<DueItem> | null>(null);
  const { busy, problem, run } = useAction();
  const load = useCallback((cursor: string | null = null) => run(async () => {
    const next = await ask<Page<DueItem>>(`archive/due${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`);
    setPage((before) => ({ items: cursor && before ? [...before.items, ...next.items] : next.items, cursor: next.cursor }));
  }), []);
  useEffect(() => void load(), []);
  // Never the whole list anew: what "Show more" brought would vanish under the hand.
  const seen = useCallback((conversation: string, record: RecordState) => setPage((before) => before && {
    ...before, items: before.items.map((one) => (one.conversation === conversation ? brought(one, record) : one)),
  }), []);
  const years = settings?.retention?.years;

  return (
    <main className="page sections archive">
      <h1>Archive</h1>
      <p>
        {years ? `Records are kept ${years} years after the last activity.` : 'Records are kept for years after the last activity.'}{' '}
        <a href="#/settings/retention">Change how long</a>
      </p>
      <p>
        Those below need not be kept any longer. Nothing is destroyed by itself: download a record, then shred it. A patient
        who was imported and never wrote is not listed.
      </p>
      <Wrong problem={problem} />
      {!page && busy && <p role="status">Loading …</p>}
      {page?.items.length === 0 && !page.cursor && <p className="empty">No record is past its time.</p>}
      {page?.items.map((item) => <DueLine key={item.conversation} item={item} time={time} seen={seen} />)}
      {page?.cursor && <button type="button" disabled={busy} onClick={() => void load(page.cursor)}>Show more</button>}
    </main>
  );
}

function DueLine({ item, time, seen }: {
  item: DueItem;
  time: ClinicTime;
  seen: (conversation: string, record: RecordState) => void;
}) {
  const [open, setOpen] = useState(false);
  const name = item.names.join(' · ') || phone(item.number) || 'Cannot be shown';
  return (
    <details className="card due" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong>{name}</strong>
        {item.names.length > 0 && <span className="quiet">{phone(item.number)}</span>}
        <span className="quiet">{item.lastActivityAt ? `last activity ${time.exact(item.lastActivityAt)}` : 'last activity not known'}</span>
        {item.damaged && <span className="mark-shred">Changed from outside</span>}
        {item.exported && <span className="quiet">downloaded</span>}
        {item.hold && <span className="mark-hold">On hold</span>}
        {item.shredding && <span className="mark-shred">Will be destroyed</span>}
      </summary>
      {open && <RecordSection conversation={item.conversation} number={item.number} time={time} seen={seen} />}
    </details>
  );
}
