import { type AgentState, type Desk, signOut } from '@frontdesk/api';
import {
  chooseLanguage,
  chooseTheme,
  cx,
  languages,
  Menu,
  type MenuGroup,
  themes,
  useLanguage,
  useTheme,
  useUiWords,
} from '@frontdesk/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { forgetDrafts } from '../desk/drafts.ts';
import { useWords } from '../i18n/words.ts';
import { sessionQuery } from '../session/session.ts';
import { awayReasons, useDesk, useMyState } from './desk.ts';

const colours: Record<AgentState, string> = {
  available: 'text-ok',
  offered: 'text-info',
  on_call: 'text-info',
  writing_up: 'text-warn',
  away: 'text-warn',
  offline: 'text-muted',
};

function useSignOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await signOut();
    queries.clear();
    forgetDrafts();
    await navigate({ to: '/sign-in', search: {} });
  };
}

function useGroups(onKeys: () => void, agent: Desk['agent'] | undefined): MenuGroup[] {
  const words = useWords();
  const ui = useUiWords();
  const language = useLanguage();
  const theme = useTheme();
  const { mutate: setState } = useMyState();
  const leave = useSignOut();
  const name = useQuery(sessionQuery).data?.name ?? '';
  return [
    {
      label: words('status.mine'),
      items: [
        {
          id: 'available',
          label: words('status.available'),
          checked: agent?.state === 'available',
          onSelect: () => setState({ state: 'available' }),
        },
        ...awayReasons.map((reason) => ({
          id: reason,
          label: words('status.awayFor', { reason: words(`away.${reason}`) }),
          checked: agent?.state === 'away' && agent.reason === reason,
          onSelect: () => setState({ state: 'away', reason }),
        })),
        {
          id: 'offline',
          label: words('status.offline'),
          checked: (agent?.state ?? 'offline') === 'offline',
          onSelect: () => setState({ state: 'offline' }),
        },
      ],
    },
    {
      label: ui('ui.theme'),
      items: themes.map((id) => ({
        id,
        label: ui(`ui.theme.${id}`),
        checked: theme === id,
        onSelect: () => chooseTheme(id),
      })),
    },
    {
      label: ui('ui.language'),
      items: languages.map((id) => ({
        id,
        label: id === 'en' ? 'English' : 'Español',
        checked: language === id,
        onSelect: () => void chooseLanguage(id),
      })),
    },
    {
      label: name,
      items: [
        { id: 'keys', label: words('keys.title'), onSelect: onKeys },
        { id: 'out', label: words('status.signOut'), onSelect: () => void leave() },
      ],
    },
  ];
}

const systemReasons = ['missed', 'declined', 'unreachable', 'connection_lost'] as const;

/** "Away: missed a call": one whom the system sent away reads why. */
function useStateWords(agent: Desk['agent'] | undefined): string {
  const words = useWords();
  const state = agent?.state ?? 'offline';
  const reason = [...awayReasons, ...systemReasons].find((known) => known === agent?.reason);
  return state === 'away' && reason
    ? words('status.awayFor', { reason: words(`away.${reason}`) })
    : words(`status.${state}`);
}

/** Whether calls come to me, and what is only mine: appearance, language, keys, sign-out. */
export function StatusMenu({ onKeys }: { onKeys: () => void }) {
  const words = useWords();
  const agent = useDesk()?.agent;
  const state = agent?.state ?? 'offline';
  const said = useStateWords(agent);
  const groups = useGroups(onKeys, agent);
  return (
    <Menu
      label={words('status.menu', { state: said })}
      groups={groups}
      buttonClassName={cx(
        'flex min-h-6 items-center gap-1.5 rounded-full border border-border px-2 text-meta font-medium whitespace-nowrap hover:bg-sunken',
        colours[state],
      )}
      button={
        <>
          <span aria-hidden className="size-2 rounded-full bg-current" />
          {said}
        </>
      }
    />
  );
}
