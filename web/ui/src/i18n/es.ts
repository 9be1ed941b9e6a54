import type { en } from './en.ts';

export const es: Record<keyof typeof en, string> = {
  'ui.loading': 'Cargando',
  'ui.retry': 'Intentar de nuevo',
  'ui.close': 'Cerrar',
  'ui.cancel': 'Cancelar',
  'ui.reference': 'Referencia {{id}}',
  'ui.errorTitle': 'No se pudo cargar',
  'ui.errorBody': 'Nada de lo que escribió cambió. Puede intentarlo de nuevo.',
  'ui.saveFailed': 'No se guardó. Lo que escribió sigue aquí.',
  'ui.alreadyDone': 'Esto ya se hizo; solo se perdió la respuesta. Revise antes de hacerlo otra vez.',
  'ui.unsure':
    'No llegó una respuesta clara: puede que se haya guardado o que no. Inténtelo de nuevo: nada se hace dos veces.',
  'ui.noAnswer': 'No llegó una respuesta clara. Por favor inténtelo de nuevo.',
  'ui.changedSince':
    'Puede que un intento anterior se haya guardado como estaba entonces. Mire si ya está antes de intentarlo otra vez.',
  'ui.alreadyInGroup': 'Esta persona ya tiene un lugar en este grupo.',
  'ui.alreadyEngaged': 'Esta persona ya tiene otra visita a esa hora.',
  'ui.alreadyThere': 'La visita ya está a esa hora.',
  'ui.offline': 'Está sin conexión. Lo que ve puede no estar al día.',
  'ui.reconnecting': 'Reconectando. Lo que ve puede tener unos segundos de retraso.',
  'ui.notAllowedTitle': 'No puede ver esto',
  'ui.notAllowedBody':
    'Su función no lo incluye. Un supervisor o administrador de la clínica puede darle acceso.',
  'ui.clearFilter': 'Quitar el filtro',
  'ui.tooMany': 'Demasiados intentos. Espere un minuto e inténtelo de nuevo.',
  'ui.language': 'Idioma',
  'ui.theme': 'Apariencia',
  'ui.theme.system': 'Como este dispositivo',
  'ui.theme.light': 'Claro',
  'ui.theme.dark': 'Oscuro',
  'ui.skipToContent': 'Ir al contenido',
};
