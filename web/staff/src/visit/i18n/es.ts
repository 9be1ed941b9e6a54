import type { en } from './en.ts';

export const es: Record<keyof typeof en, string> = {
  'step.arrived': 'Llegó',
  'step.checked-in': 'Registrar',
  'step.fulfilled': 'Atendida',
  'step.noshow': 'No vino',
  'back.arrived': 'Volver a «llegó»',
  'back.checked-in': 'Volver a «registrada»',
  'back.booked': 'Volver a «reservada»',
  'step.one': '{{step}}: {{name}}, a las {{when}}',
  'step.said': '{{name}} – {{status}}.',
  'step.undo': 'Deshacer',
  'step.too_early': 'Es demasiado pronto: nadie llega antes del día ni falta antes de que empiece la visita.',
  'step.status_does_not_follow':
    'Un colega fue más rápido: esta visita ya está más adelante. Lo que ve está al día.',
  'step.time_taken': 'La hora se dio a otra persona mientras tanto. Reserve otra.',
  'status.booked': 'Reservada',
  'status.since': 'desde las {{when}}',

  'visit.more': 'Más sobre {{name}}, {{when}}',
  'visit.chart': 'Abrir el expediente',
  'visit.reason': 'Motivo',
  'visit.overbooked': 'Sobrecupo',
  'visit.move': 'Mover',

  'move.title': 'Mover esta visita',
  'move.stop': 'No mover',
  'move.now': 'Ahora',
  'move.new': 'Hora nueva',
  'move.confirm': 'Mover la visita',
  'move.moved': 'Movida a {{when}}',
  'move.lost': 'Se acabó el tiempo de la reserva. La visita sigue donde estaba; elija una hora de nuevo.',
  'move.closed': 'Esta visita ya no se puede mover; sigue donde estaba.',

  'explain.ask': '¿Por qué no otra hora?',
  'explain.day': 'Día',
  'explain.time': 'Hora',
  'explain.where': 'Lugar',
  'explain.submit': 'Decir por qué',
  'explain.hold': 'Apartarla',
  'explain.inOther': 'En inglés',
  'explain.incomplete': 'Elija profesional, día y hora.',
};
