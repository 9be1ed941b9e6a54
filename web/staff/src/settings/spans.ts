/** "1 day before": an amount of the largest unit that divides it. */
export type Unit = 'minutes' | 'hours' | 'days';
export type Span = { amount: number; unit: Unit };

export const units: Record<Unit, number> = { minutes: 1, hours: 60, days: 1440 };

export function spanOf(minutes: number): Span {
  const unit =
    minutes > 0 && minutes % 1440 === 0 ? 'days' : minutes > 0 && minutes % 60 === 0 ? 'hours' : 'minutes';
  return { amount: minutes / units[unit], unit };
}

export const minutesOf = ({ amount, unit }: Span) => amount * units[unit];
