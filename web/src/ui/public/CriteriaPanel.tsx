/** The form of criteria, made from the table of fields: beside the list on wide screens, a sheet on narrow ones. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Field, Group } from "../../api/types";
import { conditionKind, isEmpty } from "../../domain/criteria";
import { isFirstAsked } from "../../domain/keyfacts";
import { fields, registry } from "../../state/registry";
import { criteriaOpen, narrow } from "../../state/screen";
import { lists, openGroups } from "../../state/search";
import { clearCriteria, criteria } from "../../state/view";
import { Icon } from "../shared/Icon";
import { t, words } from "../shared/text";
import { AreaPicker } from "./fields/AreaPicker";
import { FieldEditor } from "./fields/FieldEditor";
import { TerritoryPicker } from "./fields/TerritoryPicker";
import { NeedForm } from "./need/NeedForm";

/** The field that the territory picker stands for, and the one that it makes superfluous. */
const TERRITORY_FIELDS = ["territories", "territory"];

/** Groups that are open at first: what every investor asks. */
const FIRST_OPEN = ["identity", "area", "place"];

/** More fields than this are shown in two steps, what investors ask most first. */
const MOST_FIELDS = 5;

/** `found` says how many sites there are, where the lists of the public page are not asked; `projects` offers profiles. */
export function CriteriaPanel({
  found = null,
  projects = true,
}: {
  readonly found?: number | null;
  readonly projects?: boolean;
}) {
  useEffect(() => {
    if (openGroups.value.length === 0) openGroups.value = FIRST_OPEN;
  }, []);
  if (narrow.value) return criteriaOpen.value ? <Sheet found={found} projects={projects} /> : null;
  return (
    <aside class="criteria" aria-label={t("criteria.title")} hidden={!criteriaOpen.value}>
      <Form projects={projects} />
    </aside>
  );
}

function Sheet({ found, projects }: { readonly found: number | null; readonly projects: boolean }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => {
    criteriaOpen.value = false;
  };
  return (
    <dialog ref={dialog} class="criteria criteria-sheet" aria-label={t("criteria.title")} onClose={close}>
      <Form projects={projects} />
      <footer class="sheet-foot">
        {isEmpty(criteria.value) ? null : (
          <button type="button" class="button" onClick={clearCriteria}>
            {t("need.clear")}
          </button>
        )}
        <button type="button" class="button button-main" onClick={close}>
          {t("criteria.show", { n: found ?? lists.value?.meets.count ?? 0 })}
        </button>
      </footer>
    </dialog>
  );
}

function Form({ projects }: { readonly projects: boolean }) {
  const [wanted, setWanted] = useState("");
  const groups = registry.value?.table.groups ?? [];
  const matches = matching(wanted);
  return (
    <>
      <div class="criteria-head">
        <h2>{t("criteria.title")}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label={t("criteria.hide")}
          title={t("criteria.hide")}
          onClick={() => {
            criteriaOpen.value = false;
          }}
        >
          <Icon name={narrow.value ? "close" : "left"} />
        </button>
      </div>
      {projects ? <NeedForm /> : null}
      <label class="input input-search criteria-find">
        <Icon name="search" size={16} />
        <span class="hidden">{t("criteria.find")}</span>
        <input
          type="search"
          placeholder={t("criteria.find")}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      </label>
      {matches === null ? (
        groups.map((group) => <GroupPart key={group.name} group={group} />)
      ) : (
        <div class="group-body">
          {matches.length === 0 ? <p class="quiet">{t("criteria.found_none")}</p> : null}
          {matches.map((field) => (
            <FieldEditor key={field.name} field={field} />
          ))}
        </div>
      )}
    </>
  );
}

/** Fields whose label or name holds the words, null while nothing is looked for. */
function matching(wanted: string): readonly Field[] | null {
  const text = wanted.trim().toLocaleLowerCase();
  if (text === "") return null;
  return fields.value.filter(
    (field) => isAsked(field) && (words(field.label).toLocaleLowerCase().includes(text) || field.name.includes(text)),
  );
}

/** Reports whether the form asks for the field: what the search by words or the territory picker does is left to them. */
function isAsked(field: Field): boolean {
  const searched = field.name === "ref" || field.name.startsWith("name");
  return conditionKind(field) !== null && !searched && !TERRITORY_FIELDS.includes(field.name);
}

function GroupPart({ group }: { readonly group: Group }) {
  const asked = fields.value.filter((field) => field.group === group.name && isAsked(field));
  const isPlace = group.name === "place";
  if (asked.length === 0 && !isPlace) return null;
  const isOpen = openGroups.value.includes(group.name);
  const id = `group-${group.name}`;
  const active = activeIn(group.name);
  const toggle = () => {
    openGroups.value = isOpen
      ? openGroups.value.filter((one) => one !== group.name)
      : [...openGroups.value, group.name];
  };
  return (
    <section class="group">
      <h3>
        <button type="button" class="group-head" aria-expanded={isOpen} aria-controls={id} onClick={toggle}>
          <span>{words(group.label)}</span>
          {active > 0 ? (
            <span class="count-badge">
              {active}
              <span class="hidden"> {t("criteria.active")}</span>
            </span>
          ) : null}
          <Icon name="down" size={16} />
        </button>
      </h3>
      <div class="group-body" id={id} hidden={!isOpen}>
        {isOpen && isPlace ? (
          <>
            <TerritoryPicker />
            <AreaPicker />
          </>
        ) : null}
        {isOpen ? <Fields asked={asked} /> : null}
      </div>
    </section>
  );
}

/** How many conditions of the group are in force. */
function activeIn(group: string): number {
  const { conditions, area } = criteria.value;
  const names = new Set(fields.value.filter((field) => field.group === group).map((field) => field.name));
  const count = conditions.filter((condition) => names.has(condition.field)).length;
  return count + (group === "place" && area ? 1 : 0);
}

function Fields({ asked }: { readonly asked: readonly Field[] }) {
  const [all, setAll] = useState(false);
  const inForce = (field: Field) => criteria.value.conditions.some((condition) => condition.field === field.name);
  const first = asked.filter(isFirstAsked);
  const important = first.length > 0 ? first : asked.slice(0, MOST_FIELDS);
  const shown =
    all || asked.length <= MOST_FIELDS + 1 ? asked : asked.filter((f) => important.includes(f) || inForce(f));
  const rest = asked.length - shown.length;
  return (
    <>
      {shown.map((field) => (
        <FieldEditor key={field.name} field={field} />
      ))}
      {rest > 0 ? (
        <button type="button" class="text-button" onClick={() => setAll(true)}>
          {t("criteria.more", { n: rest })}
        </button>
      ) : null}
    </>
  );
}
