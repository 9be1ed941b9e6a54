import { cx } from '@frontdesk/ui';

/** Fills as time runs out and changes colour before it is late; the age beside it says the same in numbers. */
export function Due({ share }: { share: number }) {
  const tone = share >= 1 ? 'bg-danger' : share >= 0.7 ? 'bg-warn' : 'bg-ok';
  return (
    <span aria-hidden className="block h-[3px] w-11 overflow-hidden rounded-full bg-border">
      <span
        className={cx('block h-full', tone)}
        style={{ width: `${Math.min(100, Math.max(4, share * 100))}%` }}
      />
    </span>
  );
}
