import { type Event, EVENT_ID, getScalarValue, SCALAR_STYLE, type ScalarEvent } from "js-yaml";

/** Where a value of a YAML file stands, as an offset into the text, and the values in it. */
export interface Place {
  readonly offset: number;
  readonly items: Place[];
  readonly fields: Map<string, Field>;
  /** A scalar as it is written, less quotes; "" of what is none. */
  readonly written: string;
  /** What the merge keys (<<) of a mapping name. */
  readonly merged: Place[];
}

export interface Field {
  /** The offset of the key. */
  readonly key: number;
  readonly value: Place;
}

interface Frame {
  readonly place: Place;
  readonly isMapping: boolean;
  /** The key whose value is next, in a mapping. */
  key?: { readonly name: string; readonly isMerge: boolean; readonly offset: number } | undefined;
}

interface Range {
  readonly anchorStart: number;
  readonly anchorEnd: number;
}

const ABSENT = -1;

/** Finds the place of each document in the events that parseEvents of js-yaml made of `source`. */
export class PlaceFinder {
  readonly #documents: Place[] = [];
  readonly #open: Frame[] = [];
  readonly #anchors = new Map<string, Place>();

  constructor(private readonly source: string) {}

  find(events: readonly Event[]): Place[] {
    for (const event of events) this.#see(event);
    return this.#documents;
  }

  #see(event: Event): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        return this.#anchors.clear();
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING: {
        const place = this.#placeAt(event.start, event); // named before its items: an alias in them may mean it
        this.#open.push({ place, isMapping: event.type === EVENT_ID.MAPPING });
        return;
      }
      case EVENT_ID.SCALAR:
        return this.#scalar(event);
      case EVENT_ID.ALIAS:
        return this.#add(this.#anchors.get(this.#name(event))!);
      case EVENT_ID.POP: {
        const closed = this.#open.pop();
        if (closed !== undefined) this.#add(closed.place); // else it is the document that ends
      }
    }
  }

  #scalar(event: ScalarEvent): void {
    const parent = this.#open.at(-1);
    const offset = startOf(event) ?? parent?.key?.offset ?? parent?.place.offset ?? 0;
    const name = getScalarValue(this.source, event);
    const place = this.#placeAt(offset, event, name);
    if (!parent?.isMapping || parent.key !== undefined) return this.#add(place);
    parent.key = { name, isMerge: name === "<<" && event.style === SCALAR_STYLE.PLAIN, offset };
  }

  #add(place: Place): void {
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#documents.push(place);
    else if (!parent.isMapping) parent.place.items.push(place);
    else if (parent.key === undefined) parent.key = { name: "", isMerge: false, offset: place.offset };
    else {
      if (parent.key.isMerge) parent.place.merged.push(place);
      else parent.place.fields.set(parent.key.name, { key: parent.key.offset, value: place });
      parent.key = undefined;
    }
  }

  #placeAt(offset: number, range: Range, written = ""): Place {
    const place: Place = { offset, written, items: [], fields: new Map(), merged: [] };
    if (range.anchorStart !== ABSENT) this.#anchors.set(this.#name(range), place);
    return place;
  }

  #name({ anchorStart, anchorEnd }: Range): string {
    return this.source.slice(anchorStart, anchorEnd);
  }
}

/** Where a scalar begins, with its quote and after its indentation; undefined for one that is empty. */
function startOf({ valueStart, style, indent }: ScalarEvent): number | undefined {
  if (valueStart === ABSENT) return undefined;
  if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return valueStart - 1;
  return style === SCALAR_STYLE.PLAIN ? valueStart : valueStart + Math.max(indent, 0);
}
