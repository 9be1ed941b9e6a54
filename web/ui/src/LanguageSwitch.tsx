import { Button } from './Button.tsx';
import { chooseLanguage, useLanguage } from './i18n/language.ts';

/** Names the other language in that language, so that who needs it can read it. */
export function LanguageSwitch() {
  const other = useLanguage() === 'en' ? 'es' : 'en';
  return (
    <Button
      look="quiet"
      lang={other}
      className="-mr-[min(0.8em,16px)] font-semibold text-primary"
      onClick={() => void chooseLanguage(other)}
    >
      {other === 'es' ? 'Español' : 'English'}
    </Button>
  );
}
