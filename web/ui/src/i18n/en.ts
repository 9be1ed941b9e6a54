export const en = {
  'ui.loading': 'Loading',
  'ui.retry': 'Try again',
  'ui.close': 'Close',
  'ui.cancel': 'Cancel',
  'ui.reference': 'Reference {{id}}',
  'ui.errorTitle': 'This did not load',
  'ui.errorBody': 'Nothing you entered was changed. You can try again.',
  'ui.saveFailed': 'This was not saved. What you entered is still here.',
  'ui.alreadyDone': 'This was done already; only its answer was lost. Look before you do it again.',
  'ui.unsure':
    'No clear answer came, so this may or may not have been saved. Press again: nothing is done twice.',
  'ui.noAnswer': 'No clear answer came. Please try again.',
  'ui.changedSince':
    'An earlier try may have been saved as it was then. Look whether it is there before you press again.',
  // The patient app says it to the patient and to who acts for them.
  'ui.alreadyInGroup': 'This person has a place in this group already.',
  'ui.alreadyEngaged': 'This person has another visit at that time.',
  'ui.alreadyThere': 'The visit is at that time already.',
  'ui.offline': 'You are offline. What you see may be old.',
  'ui.reconnecting': 'Reconnecting. What you see may be a few seconds old.',
  'ui.notAllowedTitle': 'You cannot see this',
  'ui.notAllowedBody':
    'Your role does not include this. A supervisor or administrator of the clinic can grant it.',
  'ui.clearFilter': 'Clear the filter',
  'ui.tooMany': 'Too many tries. Wait a minute, then try again.',
  'ui.language': 'Language',
  'ui.theme': 'Appearance',
  'ui.theme.system': 'Like this device',
  'ui.theme.light': 'Light',
  'ui.theme.dark': 'Dark',
  'ui.skipToContent': 'Skip to content',
} as const;
