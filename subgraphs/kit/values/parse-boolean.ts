/** Yes and no as forms write them. */
import { foldValue } from "./normalise-text.ts";
import { accept, type Parsed, refuse } from "./outcome.ts";
import { shorten } from "./shorten.ts";

// Keyboards offer several circles and crosses that look alike; each of them is meant as the same answer.
const YES: ReadonlySet<string> = new Set(["はい", "yes", "true", "1", "○", "〇", "◯"]);
const NO: ReadonlySet<string> = new Set(["いいえ", "no", "false", "0", "×", "✕", "✖"]);

/** はい ○ yes true 1 → true; いいえ × no false 0 → false; nothing else is guessed. */
export function parseBoolean(text: string): Parsed<boolean> {
  const folded = foldValue(text).toLowerCase();
  if (YES.has(folded)) return accept(true);
  if (NO.has(folded)) return accept(false);
  return refuse(
    "BOOLEAN_FORMAT",
    `「はい」か「いいえ」として読めません:「${shorten(text)}」。はい・いいえ、○・×、1・0 のいずれかを入力してください。`,
    `Neither yes nor no: "${shorten(text)}". Write はい or いいえ, yes or no, 1 or 0.`,
  );
}
