// The data as embedded: columns that are drawn and filtered at once; an event's words when someone looks at it.
async function unpack(node) {
  if (!node.dataset.packed) return JSON.parse(node.textContent);
  const packed = atob(node.textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i += 1) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(node.dataset.packed));
  return JSON.parse(await new Response(stream).text());
}

const NEVER = 2 ** 31 - 1; // the day of what nobody dated: after every other, as the events stand
const NONE = -1; // no place, no number

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
const wordRows = []; // by block, once unpacked
const blockOf = (e) => Math.floor(e / data.rows);
const told = (e) => wordRows[blockOf(e)][e % data.rows]; // after readWords alone

// Unpacks what these events say. Rejects where the browser is of before 2023: the map works, the cards say why not.
async function readWords(wanted) {
  const lacking = [...new Set([...wanted].map(blockOf))].filter((block) => !wordRows[block]);
  await Promise.all(lacking.map(async (block) => {
    wordRows[block] = await unpack(document.getElementById(`waqai-told-${block}`));
  }));
}
