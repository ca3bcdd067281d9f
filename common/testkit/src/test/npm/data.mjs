// The tables: columns of values, null for null, and how each value is written down as text.

export const ROWS = 130

// the finalizer of SplitMix64: neighbouring numbers give unrelated ones
function mix(n) {
  const mask = (1n << 64n) - 1n
  let z = (BigInt(n + 1) * 0x9e3779b97f4a7c15n) & mask
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask
  return BigInt.asIntN(64, z ^ (z >> 31n))
}

const small = (n, below) => Number(BigInt.asUintN(32, mix(n)) % BigInt(below))

function bytes(n, length) {
  return Uint8Array.from({ length }, (_, i) => Number(BigInt.asUintN(8, mix(n * 31 + i))))
}

const hex = value => Buffer.from(value).toString('hex')

function float64(value) {
  if (Number.isNaN(value)) return 'NaN'
  const buffer = Buffer.alloc(8)
  buffer.writeDoubleBE(value)
  return hex(buffer)
}

function float32(value) {
  if (Number.isNaN(value)) return 'NaN'
  const buffer = Buffer.alloc(4)
  buffer.writeFloatBE(value)
  return hex(buffer)
}

// every value of a column is one of its edges or follows from its number
const edges = (list, other) => n => (n < list.length ? list[n] : other(n))

const text = edges(['', 'a', 'é中😀', '12345678', '123456789'], n =>
  `${n % 7 === 0 ? 'ü' : 's'}${n}${'-'.repeat(n % 5 === 0 ? n % 90 : 0)}`)

/** Values of a column: of `distinct` different ones, about a fifth null unless required. */
function column(seed, distinct, value, required) {
  return Array.from({ length: ROWS }, (_, row) => {
    const n = seed * 1000 + row
    return !required && small(n + 500_000, 5) === 0 ? null : value(small(n, distinct))
  })
}

/** A value of a decimal of scale 4 as text. */
function decimal(unscaled) {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(5, '0')
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}

const types = {
  bool: { value: n => small(n, 3) === 0, text: v => v },
  i32: { value: edges([0, -1, 2147483647, -2147483648], n => Number(BigInt.asIntN(32, mix(n)))), text: String },
  i64: { value: edges([0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)], n => (n % 3 === 0 ? BigInt(n) : mix(n))), text: String },
  f32: { value: edges([0, -0, NaN, Infinity, -Infinity, 1.5], n => Math.fround(small(n, 1e6) / 64)), text: float32 },
  f64: { value: edges([0, -0, NaN, Infinity, -Infinity, 1.5], n => Number(mix(n)) / 1e9), text: float64 },
  str: { value: text, text: String },
  bin: { value: n => bytes(n, n % 19), text: hex },
  fix: { value: n => bytes(n, 5), text: hex },
  dec: { value: edges([0n, -1n, 10n ** 20n - 1n, 1n - 10n ** 20n], n => mix(n)), text: decimal },
  day: { value: edges([0, -1, 2932896, -719162], n => small(n, 40_000) - 10_000), text: String },
  ts: { value: edges([0n, -1n], n => mix(n) / 4096n), text: String },
}

/** Columns of one type each. */
export function flat(distinct, required = false) {
  return Object.entries(types).map(([name, type], i) => ({
    name,
    data: column(i, distinct, type.value, required),
    text: type.text,
  }))
}

/** The same with few different values; without -0, which is 0 in dictionaries of hyparquet-writer. */
export function fewValues() {
  return flat(12).map(column => ({ ...column, data: column.data.map(v => (Object.is(v, -0) ? 0 : v)) }))
}

/** Types of which only hyparquet-writer knows how to write the values. */
export function rare() {
  const uuid = n => hex(bytes(n, 16)).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
  const halves = [0, -0, NaN, Infinity, -Infinity, 1.5, 65504, 2 ** -24, -0.25]
  return [
    { name: 'uuid', data: column(50, 1000, uuid), text: String },
    { name: 'half', data: column(51, halves.length, n => halves[n]), text: float32 },
    { name: 'u32', data: column(52, 1000, edges([0, 4294967295, 2147483648], n => Number(BigInt.asUintN(32, mix(n))))), text: String },
    { name: 'json', data: column(53, 1000, n => ({ n, s: text(n) })), text: JSON.stringify },
    { name: 'millis', data: column(54, 1000, n => BigInt(n * 86_400_123) - 10_000_000_000n), text: v => String(v * 1000n) },
    { name: 'nanos', data: column(55, 1000, n => mix(n) / 2n), text: String },
  ]
}

/** Lists, structs, maps and lists of lists, with nulls and empty ones at every level. */
export function nested() {
  const optional = (n, value) => (small(n + 700_000, 5) === 0 ? null : value())
  const items = (n, value) => Array.from({ length: small(n, 5) }, (_, i) => value(n * 10 + i))
  const rows = value => Array.from({ length: ROWS }, (_, n) => value(n))
  return [
    { name: 'id', data: rows(n => n), text: String },
    { name: 'list', data: rows(n => optional(n, () => items(n, m => optional(m, () => small(m, 50))))), text: list(String) },
    {
      name: 'lists',
      data: rows(n => optional(n + 1, () => items(n + 1, m => optional(m, () => items(m, k => optional(k, () => text(small(k, 30)))))))),
      text: list(list(String)),
    },
    {
      name: 'struct',
      data: rows(n => optional(n + 2, () => ({ a: optional(n + 3, () => mix(n)), b: optional(n + 4, () => text(n)) }))),
      text: v => ({ a: nullOr(String)(v.a), b: nullOr(String)(v.b) }),
    },
    {
      name: 'structs',
      data: rows(n => optional(n + 5, () => items(n + 5, m => optional(m, () => ({ x: optional(m + 1, () => small(m, 9)), y: items(m + 2, k => small(k, 7)) }))))),
      text: list(v => ({ x: nullOr(String)(v.x), y: list(String)(v.y) })),
    },
  ]
}

function nullOr(text) {
  return value => (value === null ? null : text(value))
}

function list(text) {
  return values => values.map(nullOr(text))
}

/** One line of JSON per row; numbers as strings, so that none loses digits. */
export function lines(columns) {
  return Array.from({ length: ROWS }, (_, row) =>
    JSON.stringify(columns.map(({ data, text }) => nullOr(text)(data[row])))).join('\n') + '\n'
}
