// Links that nobody has written: those of the rules' own examples, of platforms and of the corpus, bent by chance. The
// same number gives the same links.

/** Numbers by chance, the same ones each time. */
function chance(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

const BITS = ['{', '}', '{{', '}}', '[', ']', '#', '%', '%7B', '%7D', '%20', '%2', '&amp;', '&', '?', '=', '/', '//', ':', '.', ',', ' ', '+', '\u200b', '\u00a0', '‐', 'é', 'א', '😀', '<', '>', '"', "'", '`', '\\', '$', '@', '_', '-', 'clickid', 'gk_click_id', '{gk_click_id}', '{clickid}', 'https://', 'http:/', 'utm_source=x', 'token=s3cr3t', '1', 'null', 'undefined', 'a@b.example'];

/** `count` links without a line break in them, no two alike by design. */
export function generated(seeds, count, seed = 1) {
  const roll = chance(seed);
  const all = [];
  while (all.length < count) {
    let link = seeds[roll(seeds.length)];
    for (let times = roll(4); times > 0; times -= 1) {
      const at = roll(link.length + 1);
      const length = roll(3) === 0 ? roll(12) : roll(2);
      const kind = roll(5);
      const bit = BITS[roll(BITS.length)];
      if (kind === 0) link = link.slice(0, at) + link.slice(at + length);
      else if (kind === 1) link = link.slice(0, at) + bit + link.slice(at);
      else if (kind === 2) link = link.slice(0, at) + bit + link.slice(at + length);
      else if (kind === 3) link += `&${['p', 'sub1', 'clickid', 'cid', 'aff_sub', 'tid'][roll(6)]}=${bit}${roll(1000)}`;
      else link = link.slice(0, at) + seeds[roll(seeds.length)].slice(roll(20), 20 + roll(40)) + link.slice(at);
    }
    link = link.toWellFormed?.() ?? link.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '');
    link = link.replace(/[\r\n]/g, '').trim();
    if (link) all.push(link);
  }
  return all;
}
