// A link as it is drawn: its faults marked in it, and a corrected link with what is new in it.

/** Places in bytes of UTF-8, as the program counts, to places in a text of JavaScript. */
function places(text, offsets) {
  const wanted = [...new Set(offsets)].sort((a, b) => a - b);
  const found = new Map();
  let byte = 0;
  let at = 0;
  let next = 0;
  for (const character of text) {
    while (next < wanted.length && wanted[next] <= byte) found.set(wanted[next++], at);
    const code = character.codePointAt(0);
    byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    at += character.length;
  }
  while (next < wanted.length) found.set(wanted[next++], at);
  return found;
}

/** Of a longer stretch without a fault, its beginning and its end are drawn: nobody reads a megabyte. */
const LONGEST_DRAWN = 3_000;

/** Text of a link that may be broken into lines before each parameter. */
function breakable(text) {
  const all = document.createDocumentFragment();
  if (text.length > LONGEST_DRAWN) {
    const [head, tail] = [text.slice(0, LONGEST_DRAWN / 3), text.slice(-LONGEST_DRAWN / 3)];
    all.append(breakable(head.toWellFormed?.() ?? head), make('span', { class: 'cut' }, ` … ${(text.length - head.length - tail.length).toLocaleString('en')} more characters … `), breakable(tail));
    return all;
  }
  for (const piece of text.split(/(?=[?&#])/)) {
    if (all.hasChildNodes()) all.append(make('wbr'));
    all.append(shown(piece));
  }
  return all;
}

/** The link with the text of each finding marked, and numbered as the findings are. */
function markedLink(text, findings) {
  // Of a fault in several places, each is marked, and the first is numbered.
  const spans = findings.flatMap(({ span, labels = [], severity }, number) => (
    [{ from: span[0], to: span[1], number, severity }, ...labels.map(([from, to]) => ({ from, to, number: null, severity }))]));
  const at = places(text, spans.flatMap(({ from, to }) => [from, to]));
  const ranges = spans.map((s) => ({ ...s, from: at.get(s.from), to: at.get(s.to) }));
  const cuts = [...new Set([0, text.length, ...ranges.flatMap((r) => [r.from, r.to])])].sort((a, b) => a - b);
  const line = make('code', { class: 'url', dir: 'ltr', translate: 'no' });
  const gaps = (place) => ranges.filter((r) => r.from === r.to && r.from === place).forEach((r) => line.append(mark([r], '')));
  cuts.forEach((from, index) => {
    gaps(from);
    const to = cuts[index + 1];
    if (to === undefined) return;
    const over = ranges.filter((r) => r.from <= from && r.to >= to);
    line.append(over.length ? mark(over, text.slice(from, to), to) : breakable(text.slice(from, to)));
  });
  return line;
}

function mark(over, text, end) {
  const worst = ['error', 'warning', 'advice'].find((s) => over.some((r) => r.severity === s));
  const ending = over.filter((r) => r.number !== null && (end === undefined || r.to === end)).map((r) => r.number + 1);
  const numbered = over.some((r) => r.number !== null);
  return make('mark', { class: numbered ? worst : `${worst} also`, 'data-number': ending.length ? ending.join(' ') : null }, text ? breakable(text) : '');
}

const pieces = (text) => text.split(/([?&=/#:;,.{}[\]%\s]|\p{C})/u).filter(Boolean);

/** What of `after` is not in `before`, piece by piece. */
function changed(before, after) {
  if (Math.max(before.length, after.length) > 20_000) return [[after, true]];
  let [one, two] = [pieces(before), pieces(after)];
  let start = 0;
  while (start < Math.min(one.length, two.length) && one[start] === two[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, two.length) - start && one.at(-1 - end) === two.at(-1 - end)) end += 1;
  const [head, tail] = [two.slice(0, start), end ? two.slice(-end) : []];
  [one, two] = [one.slice(start, one.length - end), two.slice(start, two.length - end)];
  const same = one.length * two.length > 250000 ? two.map(() => false) : kept(one, two);
  return [...head.map((text) => [text, true]), ...two.map((text, at) => [text, same[at]]), ...tail.map((text) => [text, true])];
}

/** For each piece of `two` whether it belongs to the longest common sequence with `one`. */
function kept(one, two) {
  const longest = Array.from({ length: one.length + 1 }, () => new Uint16Array(two.length + 1));
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = two.length - 1; j >= 0; j -= 1) {
      longest[i][j] = one[i] === two[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  const same = two.map(() => false);
  let [i, j] = [0, 0];
  while (i < one.length && j < two.length) {
    if (one[i] === two[j]) { same[j] = true; i += 1; j += 1; } else if (longest[i + 1][j] >= longest[i][j + 1]) i += 1; else j += 1;
  }
  return same;
}

/** A corrected link, with what is new in it. */
function correctedLink(before, after) {
  const line = make('code', { class: 'url', dir: 'ltr', translate: 'no' });
  let run = null;
  const flush = () => {
    if (run) line.append(run.same ? breakable(run.text) : make('ins', {}, breakable(run.text)));
  };
  for (const [text, same] of changed(before, after)) {
    if (run && run.same === same) run.text += text;
    else { flush(); run = { text, same }; }
  }
  flush();
  return line;
}

const plainLink = (text) => make('code', { class: 'url plain', dir: 'ltr', translate: 'no' }, breakable(text));
