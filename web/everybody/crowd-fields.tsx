import type { Crowd } from "../state/state.ts";

const SHAPES: Record<Crowd["shape"], string> = {
  uuid: "100,000 random UUIDs",
  sequential: "100,000 numbers, 1, 2, 3 …",
  email: "100,000 addresses of mail",
  ean: "100,000 numbers with a check digit",
  list: "a list of mine",
};

interface Given {
  readonly crowd: Crowd;
  readonly onCrowd: (crowd: Crowd) => void;
}

/** Who everybody is. */
export function CrowdFields({ crowd, onCrowd }: Given) {
  return (
    <div class="row">
      <label class="field">
        Users
        <select
          value={crowd.shape}
          onChange={({ currentTarget }) =>
            onCrowd({ ...crowd, shape: currentTarget.value as Crowd["shape"] })
          }
        >
          {Object.entries(SHAPES).map(([shape, label]) => (
            <option value={shape} key={shape}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {crowd.shape !== "list" ? null : (
        <label class="field wide">
          Ids, one a line
          <textarea
            rows={4}
            spellcheck={false}
            value={crowd.list}
            onInput={({ currentTarget }) => onCrowd({ ...crowd, list: currentTarget.value })}
          />
        </label>
      )}
    </div>
  );
}
