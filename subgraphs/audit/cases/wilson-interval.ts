/** Wilson's interval of a share, at 95 %: it holds for few labels too, and never leaves 0 to 1. */
export function wilsonInterval(alike: number, labels: number) {
  if (labels === 0) return { low: null, high: null };
  const z = 1.959964;
  const share = alike / labels;
  const centre = share + (z * z) / (2 * labels);
  const spread = z * Math.sqrt((share * (1 - share)) / labels + (z * z) / (4 * labels * labels));
  const scale = 1 + (z * z) / labels;
  return {
    low: Math.max(0, (centre - spread) / scale),
    high: Math.min(1, (centre + spread) / scale),
  };
}
