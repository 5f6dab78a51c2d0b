import { useCallback, useEffect, useState } from 'react';
import type { Language } from '../../shared/form';
import type { ClinicTime } from '../../shared/time';
import type { Conversation } from '../inbox/conversation';
import { RecordFold } from '../records/RecordFold';
import { ask } from '../session/ask';
import { isManager, useMe } from '../session/me';
import { useKeys } from '../shell/keys';
import { ConsentSection } from './ConsentSection';
import { LinksSection } from './LinksSection';
import { PatientCard } from './PatientCard';
import { PatientForm } from './PatientForm';

export interface Patient {
  id: string;
  displayName: string;
  dateOfBirth: string | null;
  language: Language;
  damaged?: boolean;
}

/** Who writes from this number, what they agreed to, and the links that they have. */
export function PatientsPane({ conversation, newest, time, refresh, close }: {
  conversation: Conversation;
  newest: string | undefined;
  time: ClinicTime;
  refresh: () => void;
  close: () => void;
}) {
  const [patients, setPatients] = useState<Patient[] | null>(null);
  const [failed, setFailed] = useState(false);
  const [adding, setAdding] = useState(false);
  const [linksTag, setLinksTag] = useState(0);
  const { id } = conversation;
  const me = useMe();
  useKeys({ Escape: close });

  const load = useCallback(async () => {
    try {
      setPatients((await ask<{ items: Patient[] }>(`conversations/${id}/patients`)).items);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }, [id]);
  useEffect(() => void load(), [load]);

  const saved = async () => {
    setAdding(false);
    refresh();
    await load();
  };
  const linked = () => {
    setLinksTag((tag) => tag + 1);
    refresh();
  };

  return (
    <aside className="side" aria-label="Patient">
      <header><h2>Patient</h2><button type="button" onClick={close}>Done</button></header>
      {failed && (
        <p className="inline wrong" role="alert">
          The patients could not be loaded. <button type="button" className="link" onClick={() => void load()}>Try again</button>
        </p>
      )}
      {patients?.map((one) => (
        <PatientCard key={one.id} conversation={conversation} patient={one} newest={newest} saved={saved} linked={linked} />
      ))}
      {patients && !failed && (adding || patients.length === 0
        ? (
          <section>
            <h3>{patients.length === 0 ? 'Who writes from this number?' : 'Another person on this number'}</h3>
            <PatientForm
              path={`conversations/${id}/patients`} saved={saved}
              cancel={patients.length > 0 ? () => setAdding(false) : null}
            />
          </section>
        )
        : <button type="button" onClick={() => setAdding(true)}>Add another person on this number</button>)}
      <LinksSection conversation={id} patients={patients ?? []} tag={linksTag} time={time} />
      <ConsentSection conversation={conversation} time={time} refresh={refresh} />
      {isManager(me) && <RecordFold conversation={id} number={conversation.number} time={time} />}
    </aside>
  );
}
