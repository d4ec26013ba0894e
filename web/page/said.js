// What somebody knows about links besides their text: for all of them, or for one.

const NOTHING = { role: '', state: '', network: '', platform: '', filled_by: '', environment: '', events: [], global: false, multi_event: false };

const ROLES = {
  'tracking-link': 'Tracking link: takes people to the offer',
  postback: 'Postback: reports a conversion to the network',
  'partner-link': 'Partner link: a partner sends clicks to the network',
  'partner-postback': 'Partner postback: the network reports to a partner',
  'landing-page': 'Landing page: where the click ends up',
  fragment: 'A part of a link',
};

const roleWords = (role) => ({ unknown: 'unknown kind of link', fragment: 'part of a link' }[role] ?? role.replace('-', ' '));

/** How many things are said. */
const saidCount = (said) => Object.values(said).filter((value) => value === true || value.length > 0).length;

/** The fields of a form, with what each was taken for, and why, where that is known. `change` is handed the id of the field. */
function saidForm(prefix, said, taken, change) {
  const set = (name, value) => {
    said[name] = value;
    change(said, `${prefix}-${name}`);
  };
  const choose = (name, label, options, why) => {
    const id = `${prefix}-${name}`;
    const select = make('select', { id, change: (event) => set(name, event.target.value), 'aria-describedby': why ? `${id}-why` : null },
      options.map(([value, words]) => make('option', { value, selected: said[name] === value }, words)));
    return make('div', {}, make('label', { for: id }, label), select, why ? make('small', { id: `${id}-why` }, why) : '');
  };
  const platforms = (all) => all.map((p) => [p.id, p.name]).sort((a, b) => a[1].localeCompare(b[1], 'en'));
  const known = catalogue.platforms;
  const seen = (value) => (value ? `As seen: ${value}` : 'As seen');
  const reason = (name) => (taken?.reasons[name] ? `Seen from: ${taken.reasons[name]}` : '');
  const events = make('input', { type: 'text', id: `${prefix}-events`, autocomplete: 'off', value: said.events.join(', '), 'aria-describedby': `${prefix}-events-why`,
    change: (event) => set('events', event.target.value.split(',').map((id) => id.trim()).filter(Boolean)) });
  const several = make('input', { type: 'checkbox', id: `${prefix}-multi_event`, checked: said.multi_event, change: (event) => set('multi_event', event.target.checked) });
  const global = make('input', { type: 'checkbox', id: `${prefix}-global`, checked: said.global, change: (event) => set('global', event.target.checked) });
  return make('div', { class: 'form' },
    choose('role', 'What it is', [['', seen(taken && roleWords(taken.role))], ...Object.entries(ROLES)], reason('role')),
    choose('state', 'Macros', [['', seen(taken?.state)], ['template', 'Template: macros are still to be filled in'], ['live', 'Live: everything is filled in']], reason('state')),
    choose('network', 'Network that issues the click id', [['', seen(taken && (taken.network?.name ?? 'unknown'))], ...platforms(known.filter((p) => p.can_be_network))], reason('network')),
    choose('platform', 'Platform it is addressed to', [['', seen(taken && (taken.platform?.name ?? 'unknown'))], ...platforms(known)], reason('platform')),
    choose('filled_by', 'Sender: who fills in its macros', [['', seen('')], ...platforms(known)], ''),
    choose('environment', 'Environment', [['', 'Not said'], ['production', 'Production: real traffic'], ['sandbox', 'Sandbox: tests']], ''),
    make('div', {}, make('label', { for: `${prefix}-events` }, 'Event ids of the offer'), events, make('small', { id: `${prefix}-events-why` }, 'With commas between them. A postback may report these and no others.')),
    make('div', {}, make('label', { class: 'check' }, several, 'The offer has several events'), make('label', { class: 'check' }, global, 'It is a postback for all offers')));
}
