import { EmptyState, QueryView, Skeleton } from '@frontdesk/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useScreenTitle } from '../session/session.ts';
import { Fallback } from '../shell/Fallback.tsx';
import { useMay } from '../visit/receive.ts';
import { HolidaysPage } from './HolidaysPage.tsx';
import { Nav } from './Nav.tsx';
import { PractitionersPage } from './PractitionersPage.tsx';
import { NotThere } from './pages.tsx';
import { setUpQuery } from './queries.ts';
import { RoomsPage } from './RoomsPage.tsx';
import { Saving } from './Saving.tsx';
import { SitesPage } from './SitesPage.tsx';
import { type Section, sectionOf } from './sections.ts';
import { VisitTypesPage } from './VisitTypesPage.tsx';
import { useSay } from './words.ts';

const pages: Record<Section, (props: { id?: string | undefined; part?: string | undefined }) => ReactNode> = {
  sites: SitesPage,
  holidays: HolidaysPage,
  practitioners: PractitionersPage,
  rooms: RoomsPage,
  'visit-types': VisitTypesPage,
};

/** Where, when and by whom visits can be had. The list on the left finds what is to be set; the address says what is open. */
export function SettingsScreen() {
  const say = useSay();
  useScreenTitle(say('settings.title'));
  const may = useMay('SetUpSchedule');
  const setUp = useQuery({ ...setUpQuery, enabled: may });
  const { section: named, id, part } = useParams({ strict: false });
  const section = sectionOf(named);
  if (!may)
    return (
      <Fallback title={say('settings.title')}>
        <EmptyState title={say('settings.notAllowedTitle')}>{say('settings.notAllowedBody')}</EmptyState>
      </Fallback>
    );
  const Page = section ? pages[section] : null;
  return (
    <Saving>
      {(saidLine) => (
        <div className="grid min-h-0 grid-cols-[240px_minmax(0,1fr)]">
          <Nav section={section} chosen={id} />
          <div className="flex min-h-0 min-w-0 flex-col bg-surface">
            <main id="content" tabIndex={-1} className="min-h-0 flex-1 scroll-pb-20 overflow-auto">
              <QueryView query={setUp} skeleton={<Waiting />}>
                {() => (
                  <div className="max-w-192 p-6">
                    {Page ? <Page key={`${section}/${id}/${part}`} id={id} part={part} /> : <NotThere />}
                  </div>
                )}
              </QueryView>
            </main>
            {saidLine}
          </div>
        </div>
      )}
    </Saving>
  );
}

function Waiting() {
  return (
    <div className="max-w-192">
      <Skeleton rows={7} rowClassName="h-12" />
    </div>
  );
}
