import { useRef } from "preact/hooks";

interface Given {
  /** Whose end it is. */
  readonly name: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly modulo: number;
  readonly onValue: (value: number) => void;
}

/** The end of a range, to be dragged, or moved by the arrow keys; with Shift, or Page Up and Down, by a tenth. */
export function Edge({ name, value, least, most, modulo, onValue }: Given) {
  const grip = useRef<HTMLDivElement>(null);
  const move = (to: number) => {
    const next = Math.min(most, Math.max(least, Math.round(to)));
    if (next !== value) onValue(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? Math.max(1, modulo / 10) : 1;
    const large = Math.max(1, modulo / 10);
    const to: Record<string, number> = {
      ArrowLeft: value - step,
      ArrowDown: value - step,
      ArrowRight: value + step,
      ArrowUp: value + step,
      PageDown: value - large,
      PageUp: value + large,
      Home: least,
      End: most,
    };
    const target = to[event.key];
    if (target === undefined) return;
    event.preventDefault();
    move(target);
  };
  const onPointerMove = ({ clientX, pointerId }: PointerEvent) => {
    if (!grip.current!.hasPointerCapture(pointerId)) return;
    const { left, width } = grip.current!.parentElement!.getBoundingClientRect();
    move(((clientX - left) / width) * modulo);
  };
  return (
    <div
      ref={grip}
      class="edge"
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={value}
      aria-valuetext={`bucket ${value} of ${modulo}`}
      style={{ left: `${(100 * value) / modulo}%` }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        grip.current!.setPointerCapture(event.pointerId);
        grip.current!.focus();
        event.preventDefault();
      }}
      onPointerMove={onPointerMove}
    />
  );
}
