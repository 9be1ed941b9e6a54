import type { en } from './en.ts';

export const es: Record<keyof typeof en, string> = {
  'series.title': 'La misma hora cada semana',
  'series.with': '{{when}}, con {{who}}',
  'series.count': 'Cuántas visitas',
  'series.every': 'Cada cuánto',
  'series.weeks_one': 'Cada semana',
  'series.weeks_other': 'Cada {{count}} semanas',
  'series.reason': 'Motivo de las visitas',
  'series.visits': 'Las visitas',
  'series.free': 'Libre',
  'series.instead': 'En lugar de {{when}}',
  'series.leftOut': 'Queda fuera',
  'series.leaveOut': 'Dejar fuera',
  'series.back': 'Elegir de nuevo',
  'series.none': 'No hay nada libre cerca.',
  'series.open_one': 'Falta decidir {{count}}.',
  'series.open_other': 'Falta decidir {{count}}.',
  'series.few': 'Una serie tiene al menos dos visitas.',
  'series.clashes':
    'Algunas se dieron a otra persona mientras tanto. No se reservó nada; decida de nuevo sobre ellas.',
  'series.refused': 'Así no se puede repetir. No se reservó nada.',
  'series.book_one': 'Reservar {{count}} visita',
  'series.book_other': 'Reservar las {{count}} visitas',
  'series.booked': '{{count}} visitas, la primera {{when}}',
};
