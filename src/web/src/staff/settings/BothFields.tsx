import type { Both } from '../../shared/form';

const names = { en: 'English', es: 'Spanish' } as const;

/** One text in both languages, side by side. */
export function BothFields({ label, value, set, lines = 1, max }: {
  label: string;
  value: Both;
  set: (value: Both) => void;
  lines?: number;
  max?: number;
}) {
  return (
    <div className="both">
      {(['en', 'es'] as const).map((language) => (
        <label key={language}>
          <span>{label}, {names[language]}</span>
          {lines > 1
            ? (
              <textarea
                rows={lines} lang={language} value={value[language]} maxLength={max} required
                onChange={(event) => set({ ...value, [language]: event.target.value })}
              />
            )
            : (
              <input
                lang={language} value={value[language]} maxLength={max} required
                onChange={(event) => set({ ...value, [language]: event.target.value })}
              />
            )}
        </label>
      ))}
    </div>
  );
}
