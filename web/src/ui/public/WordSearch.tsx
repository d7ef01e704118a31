/** The search by words, in the bar of the map and over the list of the desk. */

import { criteria, setWords } from "../../state/view";
import { Icon } from "../shared/Icon";
import { useDraft } from "./fields/useDraft";

interface Props {
  /** The name of its style. */
  readonly class: string;
  readonly name: string;
  readonly label: string;
}

export function WordSearch({ class: style, name, label }: Props) {
  const settled = criteria.value.words;
  const draft = useDraft(
    settled,
    (text) => text.trim() === settled,
    (text) => setWords(text.trim()),
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: the search element is not known to all screen readers yet
    <form
      class={style}
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        draft.apply();
      }}
    >
      <label class="input input-search">
        <Icon name="search" size={16} />
        <span class="hidden">{label}</span>
        <input
          type="search"
          name={name}
          placeholder={label}
          value={draft.text}
          onInput={(event) => draft.type(event.currentTarget.value)}
        />
      </label>
    </form>
  );
}
