import type { SetUp } from '@frontdesk/api';
import { type Language, typeName } from '@frontdesk/ui';

export const sections = ['sites', 'holidays', 'practitioners', 'rooms', 'visit-types'] as const;
export type Section = (typeof sections)[number];

export const sectionOf = (text: string | undefined): Section | undefined =>
  sections.find((section) => section === (text ?? sections[0]));

/** What stands under a section in the list. */
export type Entry = { id: string; name: string; retired: boolean };

export function entriesOf(setUp: SetUp, language: Language): Record<Section, Entry[]> {
  const entries = <Row extends { active: boolean }>(
    rows: readonly Row[],
    id: (row: Row) => string,
    name: (row: Row) => string,
  ) =>
    rows
      .map((row) => ({ id: id(row), name: name(row), retired: !row.active }))
      // What is retired comes last.
      .sort((a, b) => Number(a.retired) - Number(b.retired) || a.name.localeCompare(b.name, language));
  return {
    sites: entries(
      setUp.locations,
      (one) => one.locationId,
      (one) => one.name,
    ),
    holidays: [],
    practitioners: entries(
      setUp.practitioners,
      (one) => one.practitionerId,
      (one) => one.name,
    ),
    rooms: entries(
      setUp.rooms,
      (one) => one.roomId,
      (one) => one.name,
    ),
    'visit-types': entries(
      setUp.visitTypes,
      (one) => one.visitTypeId,
      (one) => typeName(one, language) || one.nameEn,
    ),
  };
}

/** Case and accents do not matter to who searches. */
export const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
