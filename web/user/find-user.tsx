import { useState } from "preact/hooks";
import type { Rules, Values } from "../../lib/core.js";
import { idsWith, userIds } from "../../lib/explain/find.js";

interface Given {
  readonly rules: Rules;
  readonly request: Values;
  readonly onId: (id: string) => void;
}

/** So many ids are tried: who is one of 10,000 is found, but for one time in 10^8. */
const MOST = 200_000;
const BATCH = 5_000;

/** Finds a user who gets a tag: user-1, user-2 or so on. */
export function FindUser({ rules, request, onId }: Given) {
  const [chosen, setChosen] = useState("");
  const [said, setSaid] = useState("");
  const tags = [...rules.possibleTags].flatMap(([tagHeader, values]) =>
    [...values].map((tagValue) => ({ tagHeader, tagValue })),
  );
  const nameOf = ({ tagHeader, tagValue }: (typeof tags)[number]) => `${tagHeader}: ${tagValue}`;
  const wanted = tags.find((tag) => nameOf(tag) === chosen) ?? tags[0];
  if (wanted === undefined) return null;
  const find = () => {
    for (const ids of userIds(MOST, BATCH)) {
      const [id] = idsWith(wanted, ids, rules, request);
      if (id === undefined) continue;
      setSaid("");
      return onId(id);
    }
    setSaid(`Nobody of user-1 to user-${MOST} gets ${wanted.tagValue} by this request.`);
  };
  return (
    <div class="find">
      <label class="field">
        Who gets
        <select value={nameOf(wanted)} onChange={(event) => setChosen(event.currentTarget.value)}>
          {tags.map((tag) => (
            <option key={nameOf(tag)}>{nameOf(tag)}</option>
          ))}
        </select>
      </label>
      <button type="button" onClick={find}>
        Find a user
      </button>
      <span role="status" class="about">
        {said}
      </span>
    </div>
  );
}
