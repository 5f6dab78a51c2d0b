import type { Language } from '../../shared/form';

export function LanguageField({ label = 'Language', value, set }: {
  label?: string;
  value: Language;
  set: (language: Language) => void;
}) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => set(event.target.value as Language)}>
        <option value="en">English</option>
        <option value="es">Español</option>
      </select>
    </label>
  );
}
