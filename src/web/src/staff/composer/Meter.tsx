import type { Check } from './useCheck';

export function Meter({ text, check, stale }: { text: string; check: Check | null; stale: boolean }) {
  if (text.trim() === '') return <p className="meter"></p>;
  if (!check) return <p className="meter">{text.length} characters</p>;
  return (
    <p className={stale ? 'meter stale' : 'meter'}>
      <span>{check.characters} characters</span>
      <span className={check.parts > 2 ? 'wrong' : undefined}>{check.parts === 1 ? '1 text' : `${check.parts} texts`}</span>
      <span className={check.left < 0 ? 'wrong' : undefined}>
        {check.left < 0 ? `${-check.left} too many` : `${check.left} left`}
      </span>
      {check.encoding === 'ucs2' && <span>Emoji or accents make texts shorter</span>}
    </p>
  );
}
