import { useState } from 'react';
import { EmergencyDialog } from './EmergencyDialog';

/** The way past one's rights, where one is refused; `typed` is a number that was already asked for. */
export function EmergencyButton({ conversation, typed, words = 'Emergency access …', className = 'danger' }: {
  conversation: string | null;
  typed?: string;
  words?: string;
  className?: string;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={className} onClick={() => setOpen(true)}>{words}</button>
      {open && <EmergencyDialog conversation={conversation} typed={typed} close={() => setOpen(false)} />}
    </>
  );
}
