import { signal } from "@preact/signals-core";
export const me = signal<{ readonly id: string } | null>(null);
