import { useEffect } from 'react';
import { isManager, useMe } from '../session/me';
import '../shell/sections.css';
import { CampaignList } from './CampaignList';
import { FiguresPage } from './figures/FiguresPage';
import { ImportPage } from './imports/ImportPage';
import { OneImport } from './imports/OneImport';
import { PlaybooksPage } from './playbooks/PlaybooksPage';
import { StartPage } from './start/StartPage';
import { WatchPage } from './watch/WatchPage';
import './campaigns.css';
import './imports/imports.css';
import './playbooks/playbooks.css';

const sections: Record<string, string> = { list: 'Campaigns', import: 'Import', playbooks: 'Playbooks', figures: 'Figures' };
const titles: Record<string, string> = { ...sections, start: 'Start a campaign', watch: 'Campaign' };

/** `section` and `item` of the address: `#/campaigns/watch/<id>`. */
export function CampaignsPage({ section, item }: { section: string; item: string | null }) {
  const me = useMe();
  const known = section in titles ? section : 'list';
  useEffect(() => {
    document.title = `${titles[known]} · ${me.clinic.name}`; // never a campaign's name: titles stay in the history
  }, [known, me.clinic.name]);

  if (!isManager(me)) {
    return <main className="page"><h1>Campaigns</h1><p>Managers and owners of the clinic run campaigns. Ask one of them.</p></main>;
  }
  return (
    <main className="page sections campaigns">
      <ul className="tabs-line" aria-label="Campaigns and what they need">
        {Object.entries(sections).map(([key, name]) => (
          <li key={key}>
            <a href={key === 'list' ? '#/campaigns' : `#/campaigns/${key}`} aria-current={key === known ? 'page' : undefined}>{name}</a>
          </li>
        ))}
      </ul>
      <Section of={known} item={item} />
    </main>
  );
}

function Section({ of, item }: { of: string; item: string | null }) {
  switch (of) {
    case 'start': return <StartPage key={item} wanted={item} />;
    case 'watch': return item ? <WatchPage key={item} id={item} /> : <CampaignList />;
    case 'import': return item ? <OneImport key={item} id={item} /> : <ImportPage />;
    case 'playbooks': return <PlaybooksPage key={item} item={item} />;
    case 'figures': return <FiguresPage />;
    default: return <CampaignList />;
  }
}
