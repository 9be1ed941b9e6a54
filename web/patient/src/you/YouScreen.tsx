import { signOut } from '@frontdesk/api';
import {
  Button,
  chooseTheme,
  languageName,
  QueryView,
  SelectField,
  Skeleton,
  themes,
  useLanguage,
  useTheme,
  useUiWords,
  writeDate,
} from '@frontdesk/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useWords } from '../i18n/words.ts';
import { meQuery } from '../session/session.ts';
import { Title } from '../shell/Page.tsx';

export function YouScreen() {
  const words = useWords();
  const ui = useUiWords();
  const theme = useTheme();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut();
    queries.clear();
    await navigate({ to: '/sign-in', search: {} });
  };
  return (
    <>
      <Title>{words('you.title')}</Title>
      <Facts />
      <Link
        to="/you/access-log"
        className="flex min-h-17 items-center justify-between gap-3 border-b border-border py-3 font-semibold"
      >
        {words('log.title')}
        <ChevronRight size={20} aria-hidden className="text-muted" />
      </Link>
      <div className="mt-6 flex flex-col gap-6">
        <SelectField
          label={ui('ui.theme')}
          value={theme}
          onChange={(event) => chooseTheme(themes.find((t) => t === event.target.value) ?? 'system')}
        >
          {themes.map((id) => (
            <option key={id} value={id}>
              {ui(`ui.theme.${id}`)}
            </option>
          ))}
        </SelectField>
        <Button size="big" onClick={() => void leave()}>
          {words('you.signOut')}
        </Button>
      </div>
    </>
  );
}

function Facts() {
  const words = useWords();
  const language = useLanguage();
  const me = useQuery(meQuery);
  return (
    <QueryView query={me} skeleton={<Skeleton rows={4} rowClassName="h-14" />}>
      {(person) => (
        <dl className="divide-y divide-border border-y border-border">
          {[
            [words('you.name'), person.name],
            [words('you.birthDate'), writeDate(person.details.birthDate, language)],
            [words('you.phone'), person.details.phones?.[0]?.number ?? words('you.none')],
            [
              words('you.language'),
              person.details.language ? languageName(person.details.language, language) : words('you.none'),
            ],
            ...(person.actsFor.length > 0
              ? [[words('you.actsFor'), person.actsFor.map((one) => one.name).join(', ')]]
              : []),
          ].map(([name, value]) => (
            <div key={name} className="py-3">
              <dt className="text-meta text-muted">{name}</dt>
              <dd className="tabular font-semibold">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </QueryView>
  );
}
