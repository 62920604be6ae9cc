// Numbers as the rest of the app writes them.

/** @param {number} number */
export function count(number) {
  return number.toLocaleString("en-US");
}

/** Page units to at most three significant digits. @param {number} amount */
export function units(amount) {
  if (amount === 0) return "0";
  if (Math.abs(amount) < 0.01) return "<0.01";
  const rounded = Number(amount.toPrecision(3));
  if (Math.abs(rounded) >= 100) return count(rounded);
  return Math.abs(rounded) >= 1 ? rounded.toFixed(1) : rounded.toFixed(2);
}

/** A share in per cent, coarsely. @param {number} share */
export function percent(share) {
  const part = 100 * share;
  if (part <= 0 || part >= 100) return `${Math.round(part)}%`;
  if (part < 0.1) return "<0.1%";
  if (part >= 99.5) return ">99%";
  return part >= 9.95 ? `${part.toFixed(0)}%` : `${part.toFixed(1)}%`.replace(".0%", "%");
}

/** @param {number} number @param {string} one @param {string} [many] */
export function counted(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}
