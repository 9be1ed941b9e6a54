export { Button, type ButtonLook, type ButtonSize, buttonClass, IconButton } from './Button.tsx';
export { cx } from './cx.ts';
export { Dialog } from './Dialog.tsx';
export { SelectField, TextArea, TextField } from './Field.tsx';
export { uiDictionaries } from './i18n/dictionaries.ts';
export {
  addLanguages,
  chooseLanguage,
  currentLanguage,
  type Dictionaries,
  type Dictionary,
  type Language,
  languageName,
  languages,
  startLanguages,
  type Translate,
  useLanguage,
  type Values,
  wordsOf,
} from './i18n/language.ts';
export { useUiWords } from './i18n/useWords.ts';
export { type Keys, setSingleKeys, singleKeysOn, useKeys } from './keys.ts';
export { LanguageSwitch } from './LanguageSwitch.tsx';
export { useLive } from './live.ts';
export { localPath } from './localPath.ts';
export { Menu, type MenuGroup } from './Menu.tsx';
export { instructionsOf, typeName, visitName } from './names.ts';
export { QueryView } from './QueryView.tsx';
export { newQueryClient, triesAgain } from './queries.ts';
export { Avatar, Kbd, Pill, type Tone } from './small.tsx';
export { ConnectionBar, EmptyState, ErrorState, SaveError, Skeleton } from './states.tsx';
export { TimeError } from './TimeError.tsx';
export { applyTheme, chooseTheme, currentTheme, type Theme, themes, useTheme } from './theme.ts';
export { addDays, Clock, useNow, writeDate, writeDuration } from './time.ts';
export { type BecameVisit, type Holding, takeUpHold, useHold } from './useHold.ts';
export { useTitle } from './useTitle.ts';
export { writePhone } from './writePhone.ts';
