import type { en } from './en.ts';

export const es: Record<keyof typeof en, string> = {
  'requests.title': 'Solicitudes',
  'requests.filter': 'Mostrar',
  'requests.emptyTitle': 'Nada espera a una persona',
  'requests.emptyBody':
    'Aquí aparecen solas las visitas que perdieron su horario, las que piden los pacientes y los mensajes que necesitan respuesta.',
  'requests.emptyFilter': 'Nada de este tipo espera',
  'requests.chooseTitle': 'No hay nada abierto',
  'requests.chooseBody':
    'Elija a la izquierda, o pulse J y Entrar. Quien toma una la conserva hasta cerrarla.',
  'requests.goneTitle': 'Esto ya no está en la lista',
  'requests.goneBody': 'Lo hizo un colega, o ya no hace falta.',
  'requests.offTheList': 'Ya no está en la lista: se hizo, o ya no hace falta.',

  'filter.all': 'Todo',
  'filter.stranded_visit': 'Sin horario',
  'filter.visit_request': 'Visitas',
  'filter.text_reply': 'Mensajes',
  'filter.mine': 'Lo mío',

  'bulk.title': 'Lo marcado',
  'bulk.selected_one': '{{count}} marcada',
  'bulk.selected_other': '{{count}} marcadas',
  'bulk.take': 'Tomar {{count}}',
  'bulk.release': 'Devolver {{count}}',
  'bulk.clear': 'Quitar',

  'row.mine': 'Suya',
  'row.selected': 'Marcada:',
  'row.unknown': 'No es un paciente conocido',
  'row.asks': 'Pide: {{what}}',
  'due.late': 'tarde',
  'due.by': 'para {{when}}',
  'owner.mine': 'Suya',
  'owner.other': 'La tiene {{name}}',

  'kind.stranded_visit': 'Una visita sin horario',
  'kind.visit_request': 'Se pide una visita',
  'kind.text_reply': 'Un mensaje que necesita respuesta',
  'item.since': 'Espera desde {{when}}',
  'stranded.body': 'El horario de esta visita cambió. Muévala a otra hora, cancélela o déjela donde está.',
  'stranded.why': 'Por qué',
  'stranded.when': 'Reservada para',
  'text.from': 'De',
  'request.any': 'Con cualquiera, en cualquier lugar, a cualquier hora.',

  'because.location_closed': 'El lugar está cerrado',
  'because.practitioner_gone': 'El profesional ya no está',
  'because.outside_hours': 'Fuera del horario',
  'because.room_closed': 'No hay sala libre',

  'act.take': 'Tomar',
  'act.release': 'Devolver',
  'act.next': 'Siguiente',
  'start.stranded_visit': 'Mover esta visita',
  'start.visit_request': 'Buscar una hora',
  'start.text_reply': 'Abrir el expediente',

  'close.title': 'Cerrar',
  'close.acted': '¿Listo? Ciérrela',
  'close.note': 'Qué se hizo',
  'close.told': 'El paciente ve si se hizo, no la nota.',
  'done.stranded_visit': 'Se queda donde está',
  'done.visit_request': 'Hecho',
  'done.text_reply': 'Contestado',
  'declined.stranded_visit': 'No se localiza a nadie',
  'declined.visit_request': 'No es posible',
  'declined.text_reply': 'No necesita respuesta',

  'refused.taken': 'Ya la tomó {{name}}.',
  'refused.closed': 'La cerró un colega mientras tanto. No se cambió nada.',

  'person.unknownTitle': 'Sin expediente',
  'person.unknownBody':
    'Este número no es de ningún paciente, o es de varios. Busque al paciente en Pacientes.',
};
