//! Which of many files has what is asked for, by its name: shards in directories, places by their beginnings.

/// Which of so many directories names a shard: all shards of one id stand in one, so that what a page of a plan shows
/// comes with one directory. FNV-1a, 32 bits.
pub fn directory_of(key: &str, directories: usize) -> usize {
    let id = key.split('/').nth(1).unwrap_or(key);
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    // None are there only where none is asked for.
    hash as usize % directories.max(1)
}
