import { lazy, Suspense, useLayoutEffect, useRef, useState } from 'react';
import { EmergencyBands } from '../emergency/EmergencyBands';
import { EmergencyDialog } from '../emergency/EmergencyDialog';
import { InboxPage } from '../inbox/InboxPage';
import { places, Views } from '../inbox/Views';
import { useCounts } from '../inbox/useCounts';
import { isManager, isOwner, useMe } from '../session/me';
import { StartPage } from '../start/StartPage';
import { TrainingPage } from '../training/TrainingPage';
import { Key } from './Key';
import { useKeys } from './keys';
import { KeysHelp } from './KeysHelp';
import { go, hrefOf, useRoute } from './route';
import { useChanges } from './useChanges';

// Most people at a desk need none of them.
const SettingsPage = lazy(async () => ({ default: (await import('../settings/SettingsPage')).SettingsPage }));
const ArchivePage = lazy(async () => ({ default: (await import('../records/ArchivePage')).ArchivePage }));
const EvidencePage = lazy(async () => ({ default: (await import('../evidence/EvidencePage')).EvidencePage }));
const EmergenciesPage = lazy(async () => ({ default: (await import('../emergency/EmergenciesPage')).EmergenciesPage }));
const LogPage = lazy(async () => ({ default: (await import('../log/LogPage')).LogPage }));
const CampaignsPage = lazy(async () => ({ default: (await import('../campaigns/CampaignsPage')).CampaignsPage }));

/** Navigation on the left, the page beside it. */
export function Shell({ signOut }: { signOut: () => void }) {
  const me = useMe();
  const route = useRoute();
  const [help, setHelp] = useState(false);
  const conversation = route.page === 'inbox' ? route.conversation : null;
  const [emergency, setEmergency] = useState(false);
  const right = me.emergency?.find((one) => one.conversation === conversation)?.id ?? null;
  const { changes, refused, trouble } = useChanges(conversation, right);
  const counts = useCounts(changes?.inbox, changes?.mentions);

  // On a phone the menu lies over the page and goes with it; it is never made anew, which would take the focus away.
  const menu = useRef<HTMLDetailsElement>(null);
  useLayoutEffect(() => {
    if (menu.current) menu.current.open = matchMedia('(min-width: 760px)').matches;
  }, [route]);

  useKeys({
    ...Object.fromEntries(places.map(([place], index) => [String(index + 1), () => go(hrefOf(place))])),
    w: () => go('#/new'),
    '?': () => setHelp(true),
  });

  const link = (href: string, name: string, current: boolean) => (
    <a href={href} aria-current={current ? 'page' : undefined}>{name}</a>
  );

  return (
    <div className={conversation ? 'shell in-thread' : 'shell'}>
      <div className="bands">
        {trouble && <p className="offline" role="alert">{trouble}</p>}
        <EmergencyBands />
      </div>
      <nav className="side-nav" aria-label="Main">
        <p className="clinic">{me.clinic.name}</p>
        <a className="button primary write" href="#/new" aria-keyshortcuts="w">Write <Key of="w" /></a>
        <Views current={route.page === 'inbox' ? route.place : null} counts={counts} />
        <details ref={menu} className="more-nav">
          <summary>Menu</summary>
          <div className="rest">
            {isManager(me) && link('#/campaigns', 'Campaigns', route.page === 'campaigns')}
            {isManager(me) && link('#/log', 'Log', route.page === 'log')}
            {link('#/training', 'Training', route.page === 'training')}
            {isOwner(me) && link('#/emergencies', 'Emergencies', route.page === 'emergencies')}
            {isOwner(me) && link('#/archive', 'Archive', route.page === 'archive')}
            {isManager(me) && link('#/evidence', 'Safeguards', route.page === 'evidence')}
            {isOwner(me) && link('#/settings/people', 'People and settings', route.page === 'settings')}
            {!isManager(me) && <button type="button" onClick={() => setEmergency(true)}>Emergency access …</button>}
            <button type="button" onClick={() => setHelp(true)} aria-keyshortcuts="?">Keys <Key of="?" /></button>
            <button type="button" onClick={signOut}>Sign out</button>
            <p className="quiet">{me.displayName}, {me.roles.join(', ')}</p>
          </div>
        </details>
      </nav>
      {route.page === 'inbox' && (
        <InboxPage place={route.place} conversation={route.conversation} right={right} changes={changes} refused={refused} />
      )}
      {route.page === 'new' && <StartPage />}
      {route.page === 'training' && <TrainingPage due={false} done={() => {}} />}
      <Suspense fallback={<main className="page"><p role="status">Loading …</p></main>}>
        {route.page === 'settings' && <SettingsPage section={route.section} />}
        {route.page === 'campaigns' && <CampaignsPage section={route.section} item={route.item} />}
        {route.page === 'archive' && <ArchivePage />}
        {route.page === 'evidence' && <EvidencePage />}
        {route.page === 'emergencies' && <EmergenciesPage />}
        {route.page === 'log' && <LogPage section={route.section} item={route.item} />}
      </Suspense>
      {emergency && <EmergencyDialog conversation={null} close={() => setEmergency(false)} />}
      {help && <KeysHelp close={() => setHelp(false)} />}
    </div>
  );
}
