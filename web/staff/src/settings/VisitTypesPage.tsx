import {
  addVisitType,
  changeVisitType,
  type SetUp,
  type SetUpVisitType,
  type VisitTypeDetails,
} from '@frontdesk/api';
import { typeName, useLanguage } from '@frontdesk/ui';
import { EditForm } from './EditForm.tsx';
import { NotThere, Overview, type PageProps, PageTitle, useOpen } from './pages.tsx';
import { useSetUp } from './queries.ts';
import { Retirement, useRetire } from './Retirement.tsx';
import { ChangedMeanwhile } from './Saving.tsx';
import { VisitTypeFields } from './VisitTypeFields.tsx';
import { missingTranslations, useVisitTypeFacts } from './visitTypes.ts';
import { useSay } from './words.ts';

type Details = Omit<VisitTypeDetails, 'active'>;

const conflicts = { name_taken: 'nameEn' };
const blank: Details = {
  nameEn: '',
  nameEs: '',
  instructionsEn: '',
  instructionsEs: '',
  minutes: 20,
  bufferBefore: 0,
  bufferAfter: 0,
  every: 20,
  channels: ['in-person'],
  patientsMayBook: false,
  openTo: 'everyone',
  patientsMayRequest: true,
  patientsNotice: 120,
  patientsAhead: 90,
  needsRoom: null,
  needsEquipment: null,
  needsSkill: null,
  capacity: 1,
  reminders: [1440],
  everyPractitioner: true,
};
const detailsOf = ({ visitTypeId: _, active: __, warnings: ___, ...details }: SetUpVisitType): Details =>
  details;
const isRight = ({ channels }: Details) => channels.length > 0;

/** What can be booked. */
export function VisitTypesPage({ id }: PageProps) {
  const say = useSay();
  const language = useLanguage();
  const { visitTypes } = useSetUp();
  if (id === 'new') return <AddVisitType />;
  if (id !== undefined) {
    const type = visitTypes.find((one) => one.visitTypeId === id);
    return type ? <VisitTypePage type={type} /> : <NotThere section="visit-types" />;
  }
  return (
    <Overview
      section="visit-types"
      title={say('nav.visit-types')}
      add={say('type.add')}
      emptyTitle={say('type.emptyTitle')}
      emptyBody={say('type.emptyBody')}
      rows={visitTypes.map((type) => {
        const missing = missingTranslations(type);
        return {
          id: type.visitTypeId,
          name: typeName(type, language),
          about: [
            say('settings.minutes', { minutes: type.minutes }),
            type.channels.map((channel) => say(`type.channel.${channel}`)).join(', '),
            say(type.patientsMayBook ? 'type.bookedByAll' : 'type.bookedByStaff'),
          ].join(' · '),
          retired: !type.active,
          mark:
            type.warnings.length > 0
              ? { tone: 'warn', text: say('type.unbookable') }
              : missing > 0
                ? { tone: 'warn', text: say('type.missing', { count: missing }) }
                : null,
        };
      })}
    />
  );
}

/** In use or retired; the rest stays as it stands there now. */
function retirable(id: string, name: string) {
  const put = (now: SetUp, active: boolean) => {
    const one = now.visitTypes.find(({ visitTypeId }) => visitTypeId === id);
    if (!one) throw new ChangedMeanwhile();
    return changeVisitType(id, { ...detailsOf(one), active });
  };
  return {
    name,
    setActive: (now: SetUp, active: boolean) => put(now, active),
  };
}

function VisitTypePage({ type }: { type: SetUpVisitType }) {
  const say = useSay();
  const language = useLanguage();
  const facts = useVisitTypeFacts();
  const { visitTypeId, active } = type;
  const name = typeName(type, language);
  const isActive = ({ visitTypes }: SetUp) =>
    visitTypes.find((one) => one.visitTypeId === visitTypeId)?.active ?? active;
  return (
    <>
      <PageTitle title={name} retired={!active} />
      {type.warnings.length > 0 ? (
        <div className="mb-6 rounded-card border border-warn p-3">
          <p className="font-semibold">{say('type.unbookable')}</p>
          <ul className="text-muted">
            {type.warnings.map((warning) => (
              <li key={warning}>{say(`type.warning.${warning}`)}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <EditForm
        name={name}
        current={detailsOf(type)}
        of={({ visitTypes }) => {
          const fresh = visitTypes.find((one) => one.visitTypeId === visitTypeId);
          return fresh && detailsOf(fresh);
        }}
        facts={facts}
        conflicts={conflicts}
        isRight={isRight}
        save={(details, now) => changeVisitType(visitTypeId, { ...details, active: isActive(now) })}
      >
        {(form) => <VisitTypeFields form={form} />}
      </EditForm>
      <Retirement {...retirable(visitTypeId, name)} active={active} means={say('type.retireMeans')} />
    </>
  );
}

function AddVisitType() {
  const say = useSay();
  const language = useLanguage();
  const facts = useVisitTypeFacts();
  const open = useOpen();
  const retire = useRetire();
  return (
    <>
      <PageTitle title={say('type.add')} />
      <EditForm
        name={(details) => typeName(details, language)}
        current={blank}
        facts={(details) => facts(details).slice(0, 2)}
        conflicts={conflicts}
        isRight={isRight}
        submit={say('form.add')}
        save={(details) => addVisitType({ ...details, active: true })}
        undo={(made, details) =>
          retire(retirable((made as { visitTypeId: string }).visitTypeId, typeName(details, language)), false)
        }
        onSaved={(made) => open('visit-types', (made as { visitTypeId: string }).visitTypeId)}
      >
        {(form) => <VisitTypeFields form={form} />}
      </EditForm>
    </>
  );
}
