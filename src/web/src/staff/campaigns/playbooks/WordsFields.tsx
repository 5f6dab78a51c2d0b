import type { Both } from '../../../shared/form';
import { Meter } from '../../composer/Meter';
import { useCheck } from '../../composer/useCheck';
import { useMe } from '../../session/me';
import { sampleOf } from './wording';

const names = { en: 'English', es: 'Spanish' } as const;

/** A text in both languages. What was changed is checked while it is written, as in the composer. */
export function WordsFields({ label, stored, value, set, behind }: {
  label: string;
  stored: Both;
  value: Both;
  set: (value: Both) => void;
  /** Waits behind the link: nothing is held against it. */
  behind?: boolean;
}) {
  return (
    <div className="both">
      {(['en', 'es'] as const).map((language) => (
        <div key={language}>
          <label>
            <span>{label}, {names[language]}</span>
            <textarea
              rows={4} lang={language} value={value[language]} required maxLength={behind ? 2000 : 480}
              onChange={(event) => set({ ...value, [language]: event.target.value })}
            />
          </label>
          {!behind && value[language] !== stored[language] && <Checked text={value[language]} />}
        </div>
      ))}
    </div>
  );
}

function Checked({ text }: { text: string }) {
  const me = useMe();
  const sample = sampleOf(text, me.clinic.name);
  const { check, stale } = useCheck(sample);
  const findings = stale ? [] : check?.findings ?? [];
  return (
    <>
      <Meter text={sample} check={check} stale={stale} />
      {findings.length > 0 && (
        <div className="inline warn" role="status">
          <strong>This does not belong in an SMS.</strong>
          <ul>{findings.map((finding, index) => <li key={index}>{finding.what && <q>{finding.what}</q>} {finding.why ?? finding.problem}</li>)}</ul>
        </div>
      )}
    </>
  );
}
