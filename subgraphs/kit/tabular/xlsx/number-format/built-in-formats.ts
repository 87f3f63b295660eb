/** The formats that a workbook names by number only (ECMA-376 18.8.30), as a Japanese Excel shows them. */

const money = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ';
const cents = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ';

const codes: Readonly<Record<number, string>> = {
  0: "General",
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  5: "¥#,##0;¥-#,##0",
  6: "¥#,##0;[Red]¥-#,##0",
  7: "¥#,##0.00;¥-#,##0.00",
  8: "¥#,##0.00;[Red]¥-#,##0.00",
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  12: "# ?/?",
  13: "# ??/??",
  14: "yyyy/m/d",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "yyyy/m/d h:mm",
  37: "#,##0;-#,##0",
  38: "#,##0;[Red]-#,##0",
  39: "#,##0.00;-#,##0.00",
  40: "#,##0.00;[Red]-#,##0.00",
  41: money,
  42: money.replaceAll("#,##0", "¥#,##0"),
  43: cents,
  44: cents.replaceAll("#,##0", "¥#,##0"),
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss.0",
  48: "##0.0E+0",
  49: "@",
};

/** Of those that are the eras' in Japan; the others of them are whole dates. */
const japanese: Readonly<Record<number, string>> = {
  32: 'h"時"mm"分"',
  33: 'h"時"mm"分"ss"秒"',
  34: 'yyyy"年"m"月"',
  35: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  55: 'yyyy"年"m"月"',
  56: 'm"月"d"日"',
};

export function builtInFormat(id: number): string {
  const isJapanese = (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  return codes[id] ?? japanese[id] ?? (isJapanese ? 'ggge"年"m"月"d"日"' : "General");
}
