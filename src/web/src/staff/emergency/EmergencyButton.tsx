import { useState } from 'react';
import { EmergencyDialog } from './EmergencyDialog';

export function EmergencyButton({ conversation }: { conversation: string | null }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="danger" onClick={() => setOpen(true)}>Emergency access …</button>
      {open && <EmergencyDialog conversation={conversation} close={() => setOpen(false)} />}
    </>
  );
}
