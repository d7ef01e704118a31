/** The link that pins what the reader sees: the revision of the dataset, the version of the profile, the scores. */

import { useState } from "preact/hooks";
import { compared, pinnedLink } from "../../state/compare";
import { Icon } from "../shared/Icon";
import { t } from "../shared/text";

export function ShareLink() {
  const [shown, setShown] = useState<{ readonly link: string; readonly copied: boolean } | null>(null);
  const share = async () => {
    const link = pinnedLink();
    try {
      await navigator.clipboard.writeText(link);
      setShown({ link, copied: true });
    } catch {
      setShown({ link, copied: false }); // the browser keeps its clipboard to itself: the link can be taken by hand
    }
  };
  return (
    <>
      <button type="button" class="button" disabled={!compared.value} onClick={() => void share()}>
        <Icon name="out" size={16} />
        {t("compare.share")}
      </button>
      {shown ? (
        <p class="share-link" role="status">
          {t(shown.copied ? "compare.copied" : "compare.copy_this")}{" "}
          <input
            type="text"
            readOnly
            aria-label={t("compare.link")}
            value={shown.link}
            onFocus={(event) => event.currentTarget.select()}
          />
        </p>
      ) : null}
    </>
  );
}
