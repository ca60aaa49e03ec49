// Who gets which versions in the articles' mixed canary, by its steps: whatever gateway plays it.

/** Versions of app-a, app-b and app-c, by user. */
export type Users = Readonly<Record<"0001" | "0002" | "0003" | "0004" | "0005", string>>;

export const USERS: Readonly<Record<"1-baseline" | "2-canary-a-b" | "3-canary-c" | "4-finish-c", Users>> = {
  "1-baseline": {
    "0001": "v1 v1 v2",
    "0002": "v1 v1 v2",
    "0003": "v1 v1 v2",
    "0004": "v1 v1 v2",
    "0005": "v1 v1 v2",
  },
  "2-canary-a-b": {
    "0001": "v1 v1 v2",
    "0002": "v1 v1 v2",
    "0003": "v1 v1 v2",
    "0004": "v1 v1 v2",
    "0005": "v2 v2 v2",
  },
  "3-canary-c": {
    "0001": "v1 v1 v2",
    "0002": "v1 v1 v2",
    "0003": "v1 v1 v3",
    "0004": "v1 v1 v3",
    "0005": "v2 v2 v3",
  },
  "4-finish-c": {
    "0001": "v1 v1 v3",
    "0002": "v1 v1 v3",
    "0003": "v1 v1 v3",
    "0004": "v1 v1 v3",
    "0005": "v2 v2 v3",
  },
};
