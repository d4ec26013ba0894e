// Making elements. Text of the input only ever becomes text: nothing here or elsewhere writes markup.

/** The element of that id. */
const $ = (id) => document.getElementById(id);

/** An element; `attributes` are set as attributes, or as handlers where they are functions. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

/** Sentences of the program, in which names and pieces of links stand in backticks. */
function prose(text) {
  return text.split(/(`[^`]+`)/).filter(Boolean).map((piece) => (
    piece.length > 2 && piece.startsWith('`') && piece.endsWith('`') ? make('code', {}, shown(piece.slice(1, -1))) : document.createTextNode(piece)
  ));
}

// Characters that cannot be seen, or that turn the text around them: they are shown by their code.
const ODD = /[\u0000-\u0008\u000B-\u001F\u007F-\u00A0\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180E\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB]/;

/** Text in which every character can be seen. The text itself stays as it is, so that it can be copied. */
function shown(text) {
  if (!ODD.test(text)) return document.createTextNode(text);
  const all = document.createDocumentFragment();
  for (const piece of text.split(new RegExp(`(${ODD.source})`))) {
    if (piece.length === 1 && ODD.test(piece)) {
      const code = `U+${piece.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
      all.append(make('span', { class: 'odd', 'data-code': code }, piece));
    } else if (piece) {
      all.append(piece);
    }
  }
  return all;
}

/** Says something to those who listen. */
function speak(text) {
  $('spoken').textContent = '';
  // A region that is filled in the same moment as it was emptied is not read out again.
  setTimeout(() => { $('spoken').textContent = text; }, 50);
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without https, and not from disk: by way of a field that is selected.
    const focused = document.activeElement;
    const field = make('textarea', { class: 'hidden', 'aria-hidden': 'true', tabindex: '-1' });
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    focused?.focus();
    return done;
  }
}

/** A button that copies what `text` gives; it may take a moment. `what` tells those who do not see it what that is. */
function copyButton(words, text, attributes = {}, what = '') {
  const label = () => [words, what ? make('span', { class: 'hidden' }, `: ${what}`) : ''];
  const button = make('button', { type: 'button', class: 'small', ...attributes }, label());
  let back = 0;
  button.addEventListener('click', async () => {
    let done = false;
    try {
      done = await toClipboard(await text());
    } catch (error) {
      complain(error);
    }
    button.textContent = done ? '✓ Copied' : 'Could not copy';
    speak(done ? 'Copied' : 'Could not copy');
    clearTimeout(back);
    back = setTimeout(() => button.replaceChildren(...label()), 1800);
  });
  return button;
}

const ICONS = { error: '✕', warning: '!', advice: 'i', ok: '✓', passes: '✓', unknown: '?', lost: '✕', 'not-reached': '–' };

const icon = (kind) => make('span', { class: 'icon', 'aria-hidden': 'true' }, ICONS[kind]);

/** `1 link`, `2,000 links`. */
const plural = (count, one, many) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** Shows what went wrong with the page or the program. */
function complain(error) {
  const words = error.trapped
    ? ['tracklint failed on this text. That is a fault of tracklint’s, not of your links. A fresh copy of it has been started, and everything else still works; please report it with the text that did it, if you may.']
    : [error.message ?? String(error)];
  $('notice').replaceChildren(make('div', { class: 'notice error', role: 'alert' }, words.map((line) => make('p', {}, line))));
}
