import { crc32 } from "node:zlib";

/** A zip archive, uncompressed, of one file: enough for a Lambda function. */
export function zipOf(name: string, content: string): Buffer {
  const nameBytes = Buffer.from(name);
  const data = Buffer.from(content);
  const header = fileHeader(nameBytes, data);
  const local = Buffer.concat([signature(0x04034b50), header, nameBytes, data]);
  const directory = Buffer.concat([
    signature(0x02014b50),
    uint16(20), // made by version 2.0
    header,
    uint16(0, 0, 0), // no comment, first disk, binary
    uint32(0o100644 << 16, 0), // a regular file at offset 0
    nameBytes,
  ]);
  const end = Buffer.concat([
    signature(0x06054b50),
    uint16(0, 0, 1, 1), // one disk with one entry
    uint32(directory.length, local.length),
    uint16(0),
  ]);
  return Buffer.concat([local, directory, end]);
}

/** What a file's own header and its directory entry have in common. */
function fileHeader(name: Buffer, data: Buffer): Buffer {
  const stored = uint16(20, 0, 0, 0, 0x21); // version 2.0, no flags, no compression, 1 January 1980
  return Buffer.concat([stored, uint32(crc32(data), data.length, data.length), uint16(name.length, 0)]);
}

const signature = (value: number): Buffer => uint32(value);

function uint16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => bytes.writeUInt16LE(value, 2 * index));
  return bytes;
}

function uint32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32LE(value >>> 0, 4 * index));
  return bytes;
}
