import type { en } from './en.ts';

export const es: Record<keyof typeof en, string> = {
  'keys.search': 'Buscar un paciente o ejecutar una orden',
  'keys.views': 'Agenda: hoy, día, semana',
  'keys.waitlist': 'Agenda: mostrar u ocultar la lista de espera',
  'keys.list': 'Bajar o subir en una lista',
  'keys.answer': 'Contestar la llamada',
  'keys.verify': 'Verificar a quien llama',
  'keys.book': 'Reservar una visita',
  'keys.writeUp': 'Anotar la llamada; en la agenda, ver la semana',
  'keys.next': 'Siguiente paso de una visita: llegó, registrar, atendida',
  'keys.noshow': 'El paciente no vino',
  'keys.undo': 'Deshacer el último paso',
  'keys.select': 'Marcar una solicitud, para tratar varias a la vez',
  'keys.take': 'Tomar una solicitud, o devolverla',
  'keys.close': 'Cerrar una solicitud',
  'keys.move': 'Mover una visita',
  'keys.sheet': 'Mostrar estas teclas',
  'keys.escape': 'Cerrar, o volver a la recepción',
  'keys.single': 'Usar teclas de una sola letra',
};
