/** What the list is asked besides the criteria: words, whose sites, how fresh; and the questions that people keep. */

import { useState } from "preact/hooks";
import type { SavedView } from "../../../api/desk/sites";
import { asProblem, type Problem } from "../../../api/problem";
import { conditionOn } from "../../../domain/criteria";
import { sentenceOf } from "../../../domain/problem";
import { ask, say } from "../../../state/desk/notices";
import { colleagues } from "../../../state/desk/people";
import { go } from "../../../state/desk/place";
import { person } from "../../../state/desk/session";
import { chooseMine, chooseSteward, mine, steward } from "../../../state/desk/sites";
import { keepThisView, loadViews, removeSaved, views } from "../../../state/desk/views";
import { language } from "../../../state/preferences";
import { fieldNamed } from "../../../state/registry";
import { criteria, setCondition } from "../../../state/view";
import { WordSearch } from "../../public/WordSearch";
import { Icon } from "../../shared/Icon";
import { words } from "../../shared/text";
import { Dialog } from "../shared/Dialog";
import { TextField } from "../shared/fields";
import { ProblemCard } from "../shared/states";
import { useLoad } from "../shared/useLoad";
import { w } from "./words";

export function ListTools() {
  return (
    <div class="sites-tools">
      <WordSearch class="sites-words" name="desk-words" label={w("tools.words")} />
      <StewardChoice />
      <FreshnessChoice />
      <label class="check">
        <input type="checkbox" checked={mine.value} onChange={(event) => chooseMine(event.currentTarget.checked)} />
        {w("tools.mine")}
      </label>
      <ViewsMenu />
    </div>
  );
}

function StewardChoice() {
  const others = [...colleagues.value].filter(([id]) => id !== person.value?.id);
  return (
    <label class="tool-choice">
      <span>{w("tools.steward")}</span>
      <select value={steward.value} onChange={(event) => chooseSteward(event.currentTarget.value)}>
        <option value="">{w("steward.anybody")}</option>
        <option value="me">{w("steward.me")}</option>
        <option value="nobody">{w("steward.nobody")}</option>
        {others.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function FreshnessChoice() {
  const field = fieldNamed("freshness");
  if (!field) return null;
  const condition = conditionOn(criteria.value, "freshness");
  const codes = condition?.kind === "any" ? condition.codes : [];
  return (
    <label class="tool-choice">
      <span>{words(field.label)}</span>
      <select
        value={codes.join()}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setCondition("freshness", text === "" ? null : { kind: "any", field: "freshness", codes: text.split(",") });
        }}
      >
        <option value="">{w("freshness.any")}</option>
        {field.codes.map((code) => (
          <option key={code.code} value={code.code}>
            {words(code.label)}
          </option>
        ))}
        <option value="stale,expired">{w("freshness.old")}</option>
        {codes.length > 1 && codes.join() !== "stale,expired" ? (
          <option value={codes.join()}>{w("freshness.several", { n: codes.length })}</option>
        ) : null}
      </select>
    </label>
  );
}

/** The questions that one keeps and those that others share. */
function ViewsMenu() {
  const [naming, setNaming] = useState(false);
  useLoad(loadViews, []);
  return (
    <>
      <details class="menu views">
        <summary class="button">
          <Icon name="bookmark" size={16} />
          {w("views.title")}
          <Icon name="down" size={16} />
        </summary>
        <div class="menu-body">
          {views.value.length === 0 ? <p class="quiet menu-none">{w("views.none")}</p> : null}
          <ul>
            {views.value.map((one) => (
              <ViewRow key={one.id} view={one} />
            ))}
          </ul>
          <button type="button" class="nav-link" onClick={() => setNaming(true)}>
            <Icon name="plus" size={16} />
            {w("views.keep")}
          </button>
        </div>
      </details>
      {naming ? <KeepView onClose={() => setNaming(false)} /> : null}
    </>
  );
}

function ViewRow({ view: one }: { readonly view: SavedView }) {
  const remove = async () => {
    const { yes } = await ask({ title: w("views.remove_title", { name: one.name }), yes: w("views.remove") });
    if (!yes) return;
    try {
      await removeSaved(one.id);
    } catch (error) {
      say(sentenceOf(asProblem(error), language.value), "bad");
    }
  };
  return (
    <li class="view-row">
      <button
        type="button"
        class="nav-link"
        onClick={(event) => {
          event.currentTarget.closest("details")?.removeAttribute("open");
          go(one.query === "" ? "/desk/sites" : `/desk/sites?${one.query}`);
        }}
      >
        <span class="view-name">{one.name}</span>
        {one.own ? one.shared ? <small>{w("views.shared")}</small> : null : <small>{one.owner}</small>}
      </button>
      {one.own ? (
        <button
          type="button"
          class="icon-button"
          aria-label={w("views.remove_named", { name: one.name })}
          onClick={() => void remove()}
        >
          <Icon name="close" size={16} />
        </button>
      ) : null}
    </li>
  );
}

function KeepView({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const keep = async () => {
    try {
      await keepThisView(name.trim(), shared);
      say(w("views.kept", { name: name.trim() }));
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Dialog
      title={w("views.keep")}
      onClose={onClose}
      foot={
        <button type="submit" form="keep-view" class="button button-main">
          {w("views.keep_button")}
        </button>
      }
    >
      <form
        id="keep-view"
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        {problem ? <ProblemCard problem={problem} /> : null}
        <p>{w("views.keep_lead")}</p>
        <TextField label={w("views.name")} required maxLength={80} value={name} onInput={setName} />
        <label class="check">
          <input type="checkbox" checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
          {w("views.share")}
        </label>
      </form>
    </Dialog>
  );
}
