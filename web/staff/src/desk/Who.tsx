import type { Call, Candidate } from '@frontdesk/api';
import { Button, Dialog, useUiWords } from '@frontdesk/ui';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { ChooseCaller } from './ChooseCaller.tsx';
import { VerifyCaller } from './VerifyCaller.tsx';

/** Choose who is on the line, then prove it. After that, choosing another one needs a confirmation naming both. */
export function Who({ call }: { call: Call }) {
  const words = useWords();
  const only = call.candidates.length === 1 ? call.candidates[0] : undefined;
  const [chosen, setChosen] = useState<Candidate | undefined>(only);
  const [switching, setSwitching] = useState(false);
  if (call.verifiedPatientId && !switching)
    return (
      <p className="flex justify-center">
        <Button look="quiet" size="compact" onClick={() => setSwitching(true)}>
          {words('who.someoneElse')}
        </Button>
      </p>
    );
  return (
    <section id="verify" aria-label={words('who.title')} className="rounded-card border border-border bg-bg">
      <ChooseCaller call={call} chosen={chosen} choose={setChosen} />
      {chosen ? (
        <VerifyCaller
          key={chosen.patientId}
          call={call}
          person={chosen}
          onVerified={() => setSwitching(false)}
        />
      ) : null}
      {switching && chosen && call.verifiedPatientName && chosen.patientId !== call.verifiedPatientId ? (
        <ConfirmSwitch
          key={chosen.patientId}
          from={call.verifiedPatientName}
          to={chosen.name}
          back={() => {
            setSwitching(false);
            setChosen(only);
          }}
        />
      ) : null}
    </section>
  );
}

function ConfirmSwitch({ from, to, back }: { from: string; to: string; back: () => void }) {
  const words = useWords();
  const ui = useUiWords();
  const [asked, setAsked] = useState(true);
  if (!asked) return null;
  return (
    <Dialog title={words('guard.title')} role="alertdialog" onClose={back}>
      <p>{words('guard.caller', { from, to })}</p>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={back}>{ui('ui.cancel')}</Button>
        <Button look="primary" onClick={() => setAsked(false)}>
          {words('guard.verify', { to })}
        </Button>
      </div>
    </Dialog>
  );
}
