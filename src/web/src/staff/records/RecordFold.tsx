import { useState } from 'react';
import type { ClinicTime } from '../../shared/time';
import { RecordSection } from './RecordSection';

/** The record beside a conversation. Asked for when somebody opens it: that look, too, is in the log. */
export function RecordFold({ conversation, number, time }: { conversation: string; number: string | null; time: ClinicTime }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="record-fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Record: who looked, download, hold</summary>
      {open && <RecordSection conversation={conversation} number={number} time={time} />}
    </details>
  );
}
