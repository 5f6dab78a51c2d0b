import { useCallback, useEffect, useState } from 'react';
import { ask } from '../session/ask';
import { notify } from '../shell/notices';
import { troubleOf, type Trouble } from '../shell/trouble';
import { withoutNewIds, type Section, type Settings } from './settings';

/** The settings with their version: what somebody else saved meanwhile is never overwritten. */
export function useSettings() {
  const [settings, setSettings] = useState<Settings | null>(null);
  const [problem, setProblem] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);

  const load = useCallback(async () => {
    try {
      setSettings(await ask<Settings>('settings'));
      setProblem(null);
    } catch (error) {
      setProblem(troubleOf(error));
    }
  }, []);
  useEffect(() => void load(), [load]);

  const save = async <S extends Section>(section: S, value: Settings[S]): Promise<boolean> => {
    if (!settings || busy) return false;
    setBusy(true);
    setProblem(null);
    try {
      await ask(`settings/${section}`, { method: 'PUT', json: { version: settings.version, value: withoutNewIds(value) } });
      notify('Saved.');
      await load(); // with the ids and versions that the server gave
      return true;
    } catch (error) {
      setProblem(troubleOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };

  return { settings, problem, busy, load, save, forgive: () => setProblem(null) };
}

export type SettingsState = ReturnType<typeof useSettings>;
