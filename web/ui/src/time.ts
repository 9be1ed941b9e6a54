import { useEffect, useState } from 'react';
import type { Language } from './i18n/language.ts';

// American conventions in both languages: the clinics are in the United States, with 12-hour clocks.
const locales: Record<Language, string> = { en: 'en-US', es: 'es-US' };
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locales[language], options);
  formats.set(key, known);
  return known;
}

// By how much clocks are set back: by an hour, on Lord Howe Island by half of one, at Troll by two.
const setBack = [30, 60, 120].map((minutes) => minutes * 60_000);

/** Writes an instant in the clinic's or location's zone, never in the reader's. */
export class Clock {
  /** @param home The zone that a time is taken to be in. With it, a day or weekday with its time ends in "EST" wherever it could be taken for another. */
  constructor(
    readonly language: Language,
    readonly zone: string,
    private readonly home?: string,
  ) {}

  private write(instant: string | Date, options: Intl.DateTimeFormatOptions): string {
    return format(this.language, { ...options, timeZone: this.zone }).format(new Date(instant));
  }

  /** The zone's name where the one at home has another, and at the times that a clock which is set back shows twice. */
  private mark(instant: string | Date): string {
    if (!this.home) return '';
    const name = this.zoneName(instant);
    const at = new Date(instant).getTime();
    const minute = this.minute(instant);
    const twice = setBack
      .flatMap((by) => [at - by, at + by])
      .some((other) => this.minute(new Date(other)) === minute);
    return twice || new Clock(this.language, this.home).zoneName(instant) !== name ? ` ${name}` : '';
  }

  /** "9:20 AM" */
  time(instant: string | Date): string {
    return this.write(instant, { hour: 'numeric', minute: '2-digit' });
  }

  /** "Fri, Nov 27" */
  day(instant: string | Date): string {
    return this.write(instant, { weekday: 'short', month: 'short', day: 'numeric' });
  }

  /** "Friday, November 27" */
  longDay(instant: string | Date): string {
    return this.write(instant, { weekday: 'long', month: 'long', day: 'numeric' });
  }

  /** "Fri, Nov 27, 9:20 AM" */
  moment(instant: string | Date): string {
    const words = this.write(instant, {
      weekday: 'short',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
    });
    return `${words}${this.mark(instant)}`;
  }

  /** "Friday, November 27 at 9:20 AM" */
  longMoment(instant: string | Date): string {
    const words = this.write(instant, {
      weekday: 'long',
      month: 'long',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
    });
    return `${words}${this.mark(instant)}`;
  }

  /** "Fri 9:20 AM" */
  weekdayTime(instant: string | Date): string {
    return `${this.weekday(instant)} ${this.time(instant)}${this.mark(instant)}`;
  }

  /** "Nov 27" */
  shortDay(instant: string | Date): string {
    return this.write(instant, { month: 'short', day: 'numeric' });
  }

  /** "Fri" */
  weekday(instant: string | Date): string {
    return this.write(instant, { weekday: 'short' });
  }

  /** "November" */
  month(instant: string | Date): string {
    return this.write(instant, { month: 'long' });
  }

  /** "27" */
  dayNumber(instant: string | Date): string {
    return this.write(instant, { day: 'numeric' });
  }

  /** "CST": shown only where two zones meet. */
  zoneName(instant: string | Date): string {
    const parts = format(this.language, { timeZone: this.zone, timeZoneName: 'short' }).formatToParts(
      new Date(instant),
    );
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? this.zone;
  }

  /** "9:20 AM" where no day stands with it, and "9:20 AM EST" where it could be taken for another. */
  markedTime(instant: string | Date): string {
    return `${this.time(instant)}${this.mark(instant)}`;
  }

  /** The calendar date in this zone, "2026-11-27". */
  date(instant: string | Date): string {
    const parts = format('en', {
      timeZone: this.zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }).formatToParts(new Date(instant));
    const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
    return `${part('year')}-${part('month')}-${part('day')}`;
  }

  /** Hour of the day in this zone, 0 to 23. */
  hour(instant: string | Date): number {
    const hour = format('en', { timeZone: this.zone, hour: 'numeric', hourCycle: 'h23' });
    return Number(hour.format(new Date(instant)));
  }

  /** Minutes since midnight by the clock of this zone, 0 to 1439. */
  minute(instant: string | Date): number {
    const parts = format('en', {
      timeZone: this.zone,
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    }).formatToParts(new Date(instant));
    const part = (type: string) => Number(parts.find((p) => p.type === type)?.value ?? 0);
    return part('hour') * 60 + part('minute');
  }
}

/** A calendar date without a zone ("1985-03-03") as words: "Mar 3, 1985". */
export function writeDate(date: string, language: Language): string {
  return format(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`));
}

/** The date that is `days` later in the calendar. */
export function addDays(date: string, days: number): string {
  const moved = new Date(`${date}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** "2:14", and "1:02:14" past the hour. Never negative. */
export function writeDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** The time now, renewed every `every` milliseconds while shown. */
export function useNow(every = 1000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
