import { useWords } from '../i18n/words.ts';

export function Place({ place }: { place: number }) {
  const words = useWords();
  return (
    <p className="tabular mb-2 text-[1.5rem] leading-tight font-semibold">
      {place === 1 ? words('wait.first') : words('wait.place', { place })}
    </p>
  );
}
