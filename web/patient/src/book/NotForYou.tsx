import { hasCode } from '@frontdesk/api';
import { Button, buttonClass, writePhone } from '@frontdesk/ui';
import { useWords } from '../i18n/words.ts';
import { useClinic } from '../session/session.ts';

type May = 'new' | 'established';

/** Which patients the clinic keeps this kind of visit for, if that is why it was refused. */
export function whoMayBook(error: unknown): May | null {
  if (hasCode(error, 'visit_type_for_new_patients')) return 'new';
  return hasCode(error, 'visit_type_for_established_patients') ? 'established' : null;
}

/** Not a mistake of theirs: why, and the two ways on. */
export function NotForYou({ may, otherReason }: { may: May; otherReason: () => void }) {
  const words = useWords();
  const clinic = useClinic();
  return (
    <div role="alert">
      <p className="text-muted">
        {words(`notForYou.${may}Body`, { phone: writePhone(clinic?.phone ?? '') })}
      </p>
      <div className="mt-5 flex flex-col gap-3">
        <Button look="primary" size="big" onClick={otherReason}>
          {words('notForYou.other')}
        </Button>
        {clinic ? (
          <a href={`tel:${clinic.phone}`} className={buttonClass('plain', 'big')}>
            {words('home.call')}
          </a>
        ) : null}
      </div>
    </div>
  );
}
