// The two font files that every figure is measured, drawn and embedded with: pinned, so that a label has one width on every machine.
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';

const require = createRequire(import.meta.url);

export const family = 'DejaVu Sans';
export const regularFile = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
export const boldFile = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');

const regular = fontkit.openSync(regularFile);
const bold = fontkit.openSync(boldFile);
const widths = new Map();

/** Width of a text in pixels, from the font's own advance widths and kerning. */
export function textWidth(text, size, weight) {
  const font = isBold(weight) ? bold : regular;
  const key = `${font === bold ? 'b' : 'r'}${text}`;
  if (!widths.has(key)) {
    widths.set(key, font.layout(text).advanceWidth / font.unitsPerEm);
  }
  return widths.get(key) * size;
}

export function isBold(weight) {
  return weight === 'bold' || Number(weight) >= 600;
}
