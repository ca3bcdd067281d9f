// Writes the files of ../resources/other-writers; see README.md.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import * as arrow from 'apache-arrow'
import { parquetWriteBuffer } from 'hyparquet-writer'
import * as wasm from 'parquet-wasm/node'
import { fewValues, flat, lines, nested, rare } from './data.mjs'

const target = new URL('../resources/other-writers/', import.meta.url)
rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })
let total = 0

function save(name, content) {
  writeFileSync(new URL(name, target), content)
  total += content.length
}

// ---- hyparquet-writer: pages of version 2 only, page indexes, bloom filters

// two members in one page, as parallel compressors write them
const twoMembers = input => {
  const half = input.length >> 1
  return Buffer.concat([gzipSync(input.subarray(0, half)), gzipSync(input.subarray(half))])
}
const compressors = { GZIP: twoMembers, BROTLI: input => brotliCompressSync(input) }

const elements = {
  bool: { type: 'BOOLEAN' },
  i32: { type: 'INT32' },
  i64: { type: 'INT64' },
  f32: { type: 'FLOAT' },
  f64: { type: 'DOUBLE' },
  str: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  bin: { type: 'BYTE_ARRAY' },
  fix: { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 5 },
  dec: { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 9, converted_type: 'DECIMAL', precision: 20, scale: 4 },
  day: { type: 'INT32', converted_type: 'DATE' },
  ts: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' } },
  uuid: { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, logical_type: { type: 'UUID' } },
  half: { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 2, logical_type: { type: 'FLOAT16' } },
  u32: { type: 'INT32', converted_type: 'UINT_32' },
  json: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
  millis: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  nanos: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'NANOS' } },
}

const optional = { repetition_type: 'OPTIONAL' }
const group = (name, children, more = {}) => [{ name, ...optional, num_children: 1, ...more }, ...children]
const listOf = (name, element) =>
  group(name, [{ name: 'list', repetition_type: 'REPEATED', num_children: 1 }, ...element], { converted_type: 'LIST' })
const leaf = (name, element) => ({ name, ...optional, ...element })
const nestedSchema = [
  { name: 'root', num_children: 5 },
  leaf('id', elements.i32),
  ...listOf('list', [leaf('element', elements.i32)]),
  ...listOf('lists', listOf('element', [leaf('element', elements.str)])),
  ...group('struct', [leaf('a', elements.i64), leaf('b', elements.str)], { num_children: 2 }),
  ...listOf('structs', group('element', [leaf('x', elements.i32), ...listOf('y', [leaf('element', elements.i32)])], { num_children: 2 })),
]

function hyparquet(name, columns, options, encodings = {}, schema = undefined, required = false) {
  const columnData = columns.map(({ name, data }) => ({
    name,
    data,
    encoding: encodings[name],
    columnIndex: options.columnIndex,
    bloomFilter: options.bloomFilter,
  }))
  const repetition_type = required ? 'REQUIRED' : 'OPTIONAL'
  const flatSchema = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name }) => ({ name, repetition_type, ...elements[name] })),
  ]
  const buffer = parquetWriteBuffer({
    columnData,
    schema: schema ?? flatSchema,
    compressors,
    rowGroupSize: [80, 1000],
    pageSize: 300,
    createdBy: 'hyparquet-writer',
    ...options,
  })
  save(`hyparquet-${name}.parquet`, Buffer.from(buffer))
}

const delta = {
  bool: 'RLE',
  i32: 'DELTA_BINARY_PACKED',
  i64: 'DELTA_BINARY_PACKED',
  str: 'DELTA_BYTE_ARRAY',
  bin: 'DELTA_LENGTH_BYTE_ARRAY',
  day: 'DELTA_BINARY_PACKED',
  ts: 'DELTA_BINARY_PACKED',
}
const split = Object.fromEntries(
  ['i32', 'i64', 'f32', 'f64', 'fix', 'dec', 'day', 'ts'].map(name => [name, 'BYTE_STREAM_SPLIT']))
const plain = Object.fromEntries(Object.keys(elements).map(name => [name, 'PLAIN']))

const many = flat(100_000)
const few = fewValues()
const full = flat(100_000, true)
save('many.jsonl', lines(many))
save('few.jsonl', lines(few))
save('required.jsonl', lines(full))
save('rare.jsonl', lines(rare()))
save('nested.jsonl', lines(nested()))

hyparquet('many-plain', many, { codec: 'UNCOMPRESSED', columnIndex: true }, plain)
hyparquet('many-delta', many, { codec: 'GZIP', columnIndex: true }, delta)
hyparquet('many-split', many, { codec: 'BROTLI' }, split)
hyparquet('few-dictionary', few, { codec: 'SNAPPY', columnIndex: true, bloomFilter: true })
hyparquet('required-delta', full, { codec: 'SNAPPY', columnIndex: true, bloomFilter: true }, delta, undefined, true)
hyparquet('rare-plain', rare(), { codec: 'SNAPPY', columnIndex: true, bloomFilter: true })
hyparquet('nested-plain', nested(), { codec: 'GZIP' }, {}, nestedSchema)

// ---- parquet-wasm: the Rust implementation, arrow-rs

const arrowTypes = {
  bool: new arrow.Bool(),
  i32: new arrow.Int32(),
  i64: new arrow.Int64(),
  f32: new arrow.Float32(),
  f64: new arrow.Float64(),
  str: new arrow.Utf8(),
  bin: new arrow.Binary(),
  fix: new arrow.FixedSizeBinary(5),
  dec: new arrow.Decimal(4, 20, 128),
  day: new arrow.DateDay(),
  ts: new arrow.TimestampMicrosecond('UTC'),
  id: new arrow.Int32(),
  list: arrowList(new arrow.Int32()),
  lists: arrowList(arrowList(new arrow.Utf8())),
  struct: new arrow.Struct([arrow.Field.new('a', new arrow.Int64(), true), arrow.Field.new('b', new arrow.Utf8(), true)]),
  structs: arrowList(
    new arrow.Struct([arrow.Field.new('x', new arrow.Int32(), true), arrow.Field.new('y', arrowList(new arrow.Int32()), true)])),
}

function arrowList(element) {
  return new arrow.List(arrow.Field.new('element', element, true))
}

const decimalWords = unscaled =>
  Uint32Array.from({ length: 4 }, (_, i) => Number(BigInt.asUintN(32, BigInt.asUintN(128, unscaled) >> BigInt(32 * i))))
const toArrow = { dec: decimalWords, day: days => new Date(days * 86_400_000) }

// the library itself takes milliseconds only
function microseconds(data) {
  const { length, nullCount, values, nullBitmap } = arrow.vectorFromArray(data, new arrow.Int64()).data[0]
  return arrow.makeVector(arrow.makeData({ type: arrowTypes.ts, length, nullCount, data: values, nullBitmap }))
}

function arrowTable(columns) {
  return new arrow.Table(Object.fromEntries(columns.map(({ name, data }) => {
    if (name === 'ts') return [name, microseconds(data)]
    const values = toArrow[name] ? data.map(v => (v === null ? null : toArrow[name](v))) : data
    return [name, arrow.vectorFromArray(values, arrowTypes[name])]
  })))
}

const { Compression, Encoding, EnabledStatistics, WriterVersion } = wasm

function rust(name, columns, version, codec, dictionary, encodings = {}) {
  let properties = new wasm.WriterPropertiesBuilder()
    .setWriterVersion(version)
    .setCompression(codec)
    .setDictionaryEnabled(dictionary)
    .setStatisticsEnabled(EnabledStatistics.Page)
    .setMaxRowGroupSize(80)
    .setDataPageSizeLimit(300)
    .setWriteBatchSize(16)
  for (const [column, encoding] of Object.entries(encodings)) {
    properties = properties.setColumnEncoding(column, Encoding[encoding])
  }
  const table = wasm.Table.fromIPCStream(arrow.tableToIPC(arrowTable(columns), 'stream'))
  save(`arrow-rs-${name}.parquet`, wasm.writeParquet(table, properties.build()))
}

rust('many-plain', many, WriterVersion.V1, Compression.LZ4_RAW, false)
rust('many-delta', many, WriterVersion.V2, Compression.ZSTD, false, { ...delta, bin: 'DELTA_BYTE_ARRAY', fix: 'DELTA_BYTE_ARRAY' })
rust('many-delta-length', many, WriterVersion.V1, Compression.BROTLI, false, { str: 'DELTA_LENGTH_BYTE_ARRAY', bin: 'DELTA_LENGTH_BYTE_ARRAY' })
rust('many-split', many, WriterVersion.V2, Compression.SNAPPY, false, split)
rust('few-dictionary', few, WriterVersion.V2, Compression.GZIP, true)
rust('few-lz4', few, WriterVersion.V1, Compression.LZ4, true)
rust('required-plain', full, WriterVersion.V2, Compression.UNCOMPRESSED, false)
rust('nested-v1', nested(), WriterVersion.V1, Compression.BROTLI, true)
rust('nested-v2', nested(), WriterVersion.V2, Compression.ZSTD, false)

console.log(`${total} bytes`)
