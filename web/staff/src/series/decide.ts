import type { Problem, SeriesVisit } from '@frontdesk/api';

/** What is done about one that is not free: another start, or none. */
export type Decision = { does: 'instead'; startsAt: string } | { does: 'leave out' };
/** By the start that was wanted. */
export type Decisions = Readonly<Record<string, Decision>>;

/** Those that are not free and about which nobody has said anything. */
export const undecided = (visits: readonly SeriesVisit[], decisions: Decisions): SeriesVisit[] =>
  visits.filter((visit) => !visit.free && !decisions[visit.startsAt]);

/** The starts that would be booked, in order, each once. */
export function wantedStarts(visits: readonly SeriesVisit[], decisions: Decisions): string[] {
  const starts = visits.flatMap((visit) => {
    if (visit.free) return [visit.startsAt];
    const decision = decisions[visit.startsAt];
    return decision?.does === 'instead' ? [decision.startsAt] : [];
  });
  return [...new Map(starts.map((start) => [Date.parse(start), start])).entries()]
    .sort(([a], [b]) => a - b)
    .map(([, start]) => start);
}

/** The starts that somebody else has by now. */
export const clashesOf = (problem: Problem): string[] => (problem.more.clashes ?? []) as string[];

/** Decisions for a start that is gone are no decisions any more. */
export function without(decisions: Decisions, clashes: readonly string[]): Decisions {
  const gone = new Set(clashes.map((start) => Date.parse(start)));
  return Object.fromEntries(
    Object.entries(decisions).filter(
      ([, decision]) => decision.does !== 'instead' || !gone.has(Date.parse(decision.startsAt)),
    ),
  );
}
