// The data as embedded: columns that are drawn and filtered at once; an event's words when someone looks at it.
// Two of 91 letters are 13 bits (maps/blocks.py).
const LETTERS = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter((letter) => !'&<\\'.includes(letter));
const VALUES = new Uint8Array(128);
LETTERS.forEach((letter, value) => { VALUES[letter.charCodeAt(0)] = value; });
function fromLetters(text, size) {
  const bytes = new Uint8Array(size);
  let [held, bits, at] = [0, 0, 0];
  for (let i = 0; at < size; i += 2) {
    held = (held << 13) | (VALUES[text.charCodeAt(i)] * 91 + VALUES[text.charCodeAt(i + 1)]);
    bits += 13;
    while (bits >= 8 && at < size) { bits -= 8; bytes[at] = held >> bits; at += 1; }
    held &= (1 << bits) - 1;
  }
  return bytes;
}

async function unpack(node) {
  if (!node.dataset.packed) return JSON.parse(node.textContent);
  const bytes = fromLetters(node.textContent, Number(node.dataset.packed));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  const unpacked = await new Response(stream).arrayBuffer();
  return JSON.parse(new TextDecoder('windows-1256').decode(unpacked)); // a byte for an Arabic letter; others are escaped
}

const NEVER = 2 ** 31 - 1; // the day of what nobody dated: after every other, as the events stand
const NONE = -1; // no place, no number

const page = JSON.parse(document.getElementById('waqai-page').textContent);
const data = await unpack(document.getElementById('waqai-data'));
const { places, areas, divisions, actors, outlets, type: types, factuality: facts } = data;
const total = data.events.id.length;
const numbers = (Type, values, none = NONE) => Type.from(values, (value) => value ?? none);

// One entry per event, in the order of their days. Days count from 1970-01-01, both inclusive.
const events = {
  id: data.events.id,
  type: numbers(Uint8Array, data.events.type),
  fact: numbers(Uint8Array, data.events.fact),
  place: numbers(Int32Array, data.events.place),
  origin: numbers(Int32Array, data.events.origin), // places where a movement begins and ends
  destination: numbers(Int32Array, data.events.destination),
  from: numbers(Int32Array, data.events.from, NEVER),
  to: numbers(Int32Array, data.events.span, 0),
  precision: numbers(Int8Array, data.events.precision), // of the time, ACLED's 1 to 3
  confidence: numbers(Int8Array, data.events.confidence), // per cent
  killed: numbers(Int32Array, data.events.killed), // at least
  killedMost: numbers(Int32Array, data.events.killed_most), // at most; NONE where the text sets no bound
  toldBy: numbers(Uint16Array, data.events.told_by), // how many sources
  outlets: data.events.outlets, // lists of numbers: of the outlets that tell it, of its actors
  actors: data.events.actors,
};
for (let e = 0; e < total; e += 1) events.to[e] += events.from[e];

const isDated = (e) => events.from[e] !== NEVER;
const isPlaced = (e) => events.place[e] !== NONE;

let eventNumbers = null;
function numberOf(id) {
  eventNumbers ??= new Map(events.id.map((one, e) => [one, e]));
  return eventNumbers.get(id) ?? NONE;
}

// ---- an event's words: its properties in the GeoJSON, but for what the columns hold ----
const wordBlocks = []; // once unpacked; each property a list
const blockOf = (e) => Math.floor(e / data.rows);
const isRead = (e) => wordBlocks[blockOf(e)] !== undefined;

// After readWords alone.
function told(e) {
  const block = wordBlocks[blockOf(e)];
  const row = e % data.rows;
  const words = rowOf(block.event, row);
  block.reason_names.forEach((name, i) => { if (block.reasons[row][i]) words[name] = block.reasons[row][i]; });
  const [first, last] = [block.firsts[row], block.firsts[row + 1]];
  if (last > first) words.sources = Array.from({ length: last - first }, (_, i) => rowOf(block.source, first + i));
  return words;
}

function rowOf(columns, row) {
  const said = {};
  for (const [name, values] of Object.entries(columns)) if (values[row] !== null) said[name] = values[row];
  return said;
}

// Unpacks what these events say. Rejects where the browser is of before 2023: the map works, the cards say why not.
async function readWords(wanted) {
  const lacking = new Set();
  for (const e of wanted) if (!wordBlocks[blockOf(e)]) lacking.add(blockOf(e));
  await Promise.all([...lacking].map(async (number) => {
    const block = await unpack(byId(`waqai-told-${number}`));
    block.firsts = [0]; // the first source of each event
    for (const count of block.sources) block.firsts.push(block.firsts.at(-1) + count);
    wordBlocks[number] = block;
  }));
}
