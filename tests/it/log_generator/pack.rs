//! Packed files without a packer: blocks that are stored as they are. Both formats allow it.

/// What a block may hold here: less than 64 KiB, for gzip.
const BLOCK: usize = 60_000;

/// One gzip member.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    let count = bytes.chunks(BLOCK).count();
    for (number, block) in bytes.chunks(BLOCK).enumerate() {
        let length = block.len() as u16;
        out.push(u8::from(number + 1 == count));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    if count == 0 {
        out.extend([1, 0, 0, 0xff, 0xff]);
    }
    out.extend(crc32(bytes).to_le_bytes());
    out.extend((bytes.len() as u32).to_le_bytes());
    out
}

/// One zstd frame, with a window of 128 KiB and without checksum.
pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38];
    let count = bytes.chunks(BLOCK).count();
    for (number, block) in bytes.chunks(BLOCK).enumerate() {
        let header = (block.len() as u32) << 3 | u32::from(number + 1 == count);
        out.extend(&header.to_le_bytes()[..3]);
        out.extend(block);
    }
    out
}

pub fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for &byte in bytes {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}
