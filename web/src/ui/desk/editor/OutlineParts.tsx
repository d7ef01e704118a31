/** The parts of an outline and their holes as a list, for the keyboard and for many parts. */

import { cornersOf, type Part } from "../../../domain/desk/outline";
import { partArea } from "../../../domain/desk/outline-area";
import type { Act, Editing } from "../../../domain/desk/outline-edit";
import { Icon } from "../../shared/Icon";
import { areaWords } from "../../shared/text";
import { o } from "./outlineWords";

interface Props {
  readonly editing: Editing;
  readonly act: (act: Act) => void;
}

export function OutlineParts({ editing, act }: Props) {
  const { parts } = editing.outline;
  if (parts.length === 0) return null;
  return (
    <ol class="outline-parts" aria-label={o("outline.parts", { n: parts.length })}>
      {parts.map((part, index) => (
        <PartRow key={index} part={part} index={index} editing={editing} act={act} />
      ))}
    </ol>
  );
}

function PartRow({ part, index, editing, act }: Props & { readonly part: Part; readonly index: number }) {
  const name = o("outline.part_name", { number: index + 1 });
  const corners = part.reduce((sum, ring) => sum + cornersOf(ring).length, 0);
  const holes = part.length - 1;
  return (
    <li data-selected={editing.selected?.part === index}>
      <div class="outline-part">
        <span>
          <b>{name}</b> {areaWords(partArea(part))} · {o("outline.part_corners", { n: corners })}
          {holes > 0 ? ` · ${o("outline.part_holes", { n: holes })}` : null}
        </span>
        <span class="outline-part-acts">
          <button
            type="button"
            class="text-button"
            aria-label={`${o("outline.select")}: ${name}`}
            onClick={() => act({ do: "select", at: { part: index, ring: 0, corner: 0 } })}
          >
            {o("outline.select")}
          </button>
          {index > 0 ? (
            <button type="button" class="text-button" onClick={() => act({ do: "join", first: 0, second: index })}>
              {o("outline.join", { number: 1 })}
            </button>
          ) : null}
          <RemoveButton name={name} press={() => act({ do: "remove_ring", part: index, ring: 0 })} />
        </span>
      </div>
      {holes > 0 ? (
        <ul>
          {part.slice(1).map((ring, i) => {
            const hole = o("outline.hole_name", { number: i + 1, part: index + 1 });
            return (
              <li key={i} class="outline-part">
                <span>
                  {hole} · {areaWords(partArea([ring]))}
                </span>
                <RemoveButton name={hole} press={() => act({ do: "remove_ring", part: index, ring: i + 1 })} />
              </li>
            );
          })}
        </ul>
      ) : null}
    </li>
  );
}

function RemoveButton({ name, press }: { readonly name: string; readonly press: () => void }) {
  return (
    <button type="button" class="text-button" aria-label={o("outline.remove_of", { name })} onClick={press}>
      <Icon name="trash" size={14} />
      {o("outline.remove")}
    </button>
  );
}
