/** The signs of buttons, on a grid of 20 with lines of 1.5. They always stand beside words or a label. */
const PATHS = {
  close: "M5 5l10 10M15 5L5 15",
  search: "M8.5 3.5a5 5 0 1 1 0 10a5 5 0 1 1 0-10zM12.3 12.3L17 17",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  down: "M5 7.5l5 5 5-5",
  left: "M12.5 5l-5 5 5 5",
  up: "M10 16V4M5 9l5-5 5 5",
  falling: "M10 4v12M5 11l5 5 5-5",
  filter: "M3 5h14M5.5 10h9M8 15h4",
  list: "M4 5h12M4 10h12M4 15h12",
  map: "M3 5.5l4.5-2 5 2 4.5-2v11l-4.5 2-5-2-4.5 2zM7.5 3.5v11M12.5 5.5v11",
  box: "M4 5h12v10H4z",
  polygon: "M10 3l7 5-2.7 8H5.7L3 8z",
  view: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
  target: "M10 6.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7zM10 2v3M10 15v3M2 10h3M15 10h3",
  sun: "M10 6.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7zM10 2v1.8M10 16.2V18M2 10h1.8M16.2 10H18M4.3 4.3l1.3 1.3M14.4 14.4l1.3 1.3M15.7 4.3l-1.3 1.3M5.6 14.4l-1.3 1.3",
  moon: "M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z",
  half: "M10 3a7 7 0 1 1 0 14a7 7 0 1 1 0-14zM10 3v14",
  print: "M6 8V3h8v5M6 14H3V8h14v6h-3M6 12h8v5H6z",
  download: "M10 3v9M6 8.5l4 4 4-4M4 16.5h12",
  out: "M8 5H4v11h11v-4M11 3.5h5.5V9M16 4l-7 7",
  alert: "M10 3l8 14H2zM10 8v4M10 14.2v.6",
  undo: "M7 4L3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 1 1 0 9H8",
  home: "M3 9.5L10 3.5l7 6V16.5h-5V12H8v4.5H3z",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  check: "M4 10.5l4 4 8-9",
  clock: "M10 3a7 7 0 1 1 0 14a7 7 0 1 1 0-14zM10 6v4.2l3 2",
  upload: "M10 12.5V3.5M6 7.5l4-4 4 4M4 16.5h12",
  edit: "M4 16l.8-3.6L13.5 3.7l2.8 2.8-8.7 8.7zM11.5 5.7l2.8 2.8",
  user: "M10 3.5a3.2 3.2 0 1 1 0 6.4a3.2 3.2 0 1 1 0-6.4zM3.5 17c.6-3.6 3.2-5.2 6.5-5.2s5.9 1.6 6.5 5.2",
  users:
    "M7.5 4a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 1 1 0-5.6zM2 16.5c.4-3.4 2.6-4.8 5.5-4.8s5.1 1.4 5.5 4.8M13 4.3a2.7 2.7 0 0 1 0 5M15 11.9c1.8.6 2.8 2.1 3 4.6",
  key: "M7 8.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7zM9.5 9.5L16.5 3M13.5 6l2.5 2.5",
  chart: "M3.5 16.5h13M5.5 16V10M10 16V4M14.5 16V7.5",
  flag: "M5 17V3.5h9.5l-2.2 3.5 2.2 3.5H5",
  book: "M4 4.5c2-1 4-1 6 .3 2-1.3 4-1.3 6-.3v11.5c-2-1-4-1-6 .3-2-1.3-4-1.3-6-.3zM10 4.8v11.5",
  gear: "M10 7a3 3 0 1 1 0 6a3 3 0 1 1 0-6zM10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M15.3 4.7l-1.4 1.4M6.1 13.9l-1.4 1.4",
  inbox: "M3 11l2.5-7h9L17 11v5.5H3zM3 11h4l1 2.2h4l1-2.2h4",
  bookmark: "M5.5 3.5h9v13.5L10 13.5 5.5 17z",
  keyboard: "M2.5 5.5h15v9.5h-15zM5.5 8.5h.5M8.5 8.5h.5M11.5 8.5h.5M14.5 8.5h.5M6 12h8",
  right: "M7.5 5l5 5-5 5",
  mail: "M3 5h14v10H3zM3 5.5l7 5.5 7-5.5",
  phone:
    "M5 3h3l1.5 4-2 1.5a9 9 0 0 0 4 4l1.5-2 4 1.5v3a1.5 1.5 0 0 1-1.6 1.5A13.5 13.5 0 0 1 3.5 4.6 1.5 1.5 0 0 1 5 3z",
  again: "M16 5v4h-4M15.6 9a6 6 0 1 0 .2 3",
  redo: "M13 4l3.5 3.5L13 11M16 7.5H8.5a4.5 4.5 0 1 0 0 9H12",
  trash: "M4 6h12M8 6V3.5h4V6M5.5 6l.8 10.5h7.4L14.5 6M8.5 9v5M11.5 9v5",
  hole: "M3 4h14v12H3zM7.5 8h5v4h-5z",
  cut: "M3 4h14v12H3zM7 2.5l6 15",
  corner: "M4 16V4h12M2.5 2.5h3v3h-3zM14.5 2.5h3v3h-3zM2.5 14.5h3v3h-3z",
  parcel: "M3 4h14v12H3zM11 4l-1.5 12M3 10.5l7.2-.8M9.9 12l7.1 1",
  paste: "M6 4.5H4v13h12v-13h-2M7 3h6v3H7zM7 10h6M7 13.5h4",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
