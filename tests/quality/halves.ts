/** Every set is split once: one half to tune on, the other to report, so that no figure comes from what it was tuned on. */
export const halves = ["tune", "report"] as const;
export type Half = (typeof halves)[number];
