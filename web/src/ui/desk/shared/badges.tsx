/** The states of a site as words in a frame; the shape of the frame says it too. */

import { fieldNamed } from "../../../state/registry";
import { words } from "../../shared/text";
import { c } from "./controlWords";

/** The words of a code of the table of fields; the code itself where it is new. */
export function codeLabel(field: string, code: string): string {
  const found = fieldNamed(field)?.codes.find((one) => one.code === code);
  return found ? words(found.label) : code;
}

export function LifecycleBadge({ lifecycle }: { readonly lifecycle: string }) {
  return <span class={`badge badge-life badge-life-${lifecycle}`}>{codeLabel("lifecycle", lifecycle)}</span>;
}

const REVIEWS = ["draft", "in_review", "returned"] as const;

/** Where a site stands, and what is under way beside it: a draft that nobody has published is one thing, told once. */
export function StateBadges({
  lifecycle,
  review,
}: {
  readonly lifecycle: string;
  readonly review: string | null | undefined;
}) {
  return (
    <span class="badges">
      <LifecycleBadge lifecycle={lifecycle} />
      {review !== lifecycle ? <ReviewBadge review={review ?? null} /> : null}
    </span>
  );
}

/** What is under way beside what is published; nothing where nothing is. */
export function ReviewBadge({ review }: { readonly review: string | null }) {
  const known = REVIEWS.find((one) => one === review);
  return known ? <span class={`badge badge-review badge-review-${known}`}>{c(`review.${known}`)}</span> : null;
}
