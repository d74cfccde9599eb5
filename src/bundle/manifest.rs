//! Which immutable files make up the corpus now.
//!
//! With few shards one file names them all. With many it names directories, each of which names those whose ids have its
//! number, so that whoever goes on within the site fetches two small files, not a list of the whole country. A
//! directory's digest stands in the manifest and a shard's in its directory: integrity holds through both.

#[cfg(not(target_arch = "wasm32"))]
use super::directory::directory_of;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// More shards than these are named by directories.
#[cfg(not(target_arch = "wasm32"))]
const WITHOUT_DIRECTORIES: usize = 512;
/// Shards of a directory, about: 5 kB with brotli, nearly all of it digests. With 10,000 shards the manifest is as large.
#[cfg(not(target_arch = "wasm32"))]
const OF_A_DIRECTORY: usize = 100;

/// The one mutable file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`](super::FORMAT) of the program that wrote it.
    pub format: u32,
    /// Changes exactly when any shard does.
    pub version: String,
    /// By shard key: `overview`, `findings`, `messages/en`, `plan/dehua-2025`, `indicator/new-urban-jobs`,
    /// `topic/education`, `coverage/china-2024/35`. Empty where directories name them.
    pub shards: BTreeMap<String, ShardFile>,
    /// What names the shards where they are many, see [`directory_of`](super::directory_of); each holds such a map as `shards`.
    pub directories: Vec<ShardFile>,
}

/// Where a shard lies and what it must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardFile {
    /// File name within `data/`.
    pub file: String,
    /// Subresource integrity value, `sha256-…`.
    pub integrity: String,
}

#[cfg(not(target_arch = "wasm32"))]
impl Manifest {
    /// The files of the manifest within `data/`: it, and its directories where it has any.
    ///
    /// # Errors
    /// Whatever writing JSON can fail of.
    pub fn files(&self) -> Result<Vec<(String, Vec<u8>)>, serde_json::Error> {
        let count =
            if self.shards.len() > WITHOUT_DIRECTORIES { self.shards.len().div_ceil(OF_A_DIRECTORY) } else { 0 };
        let mut parts: Vec<BTreeMap<&str, &ShardFile>> = vec![BTreeMap::new(); count];
        if count > 0 {
            for (key, file) in &self.shards {
                parts[directory_of(key, count)].insert(key, file);
            }
        }
        let shards = if count > 0 { BTreeMap::new() } else { self.shards.clone() };
        let mut root = Self { format: self.format, version: self.version.clone(), shards, directories: Vec::new() };
        let mut files = Vec::new();
        for (n, part) in parts.iter().enumerate() {
            let bytes = serde_json::to_vec(part)?;
            let file = super::shard::file_name(&format!("directory/{n}"), &super::short_digest(&bytes));
            root.directories.push(ShardFile { file: file.clone(), integrity: super::integrity(&bytes) });
            files.push((file, bytes));
        }
        files.push(("manifest.json".to_owned(), serde_json::to_vec(&root)?));
        Ok(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(shards: usize) -> Manifest {
        let file = |n: usize| ShardFile { file: format!("plan-{n}.json"), integrity: format!("sha256-{n}") };
        let shards = (0..shards).map(|n| (format!("plan/place{n}-2025"), file(n))).collect();
        Manifest { format: 1, version: "v".to_owned(), shards, directories: Vec::new() }
    }

    #[test]
    fn few_shards_stand_in_the_manifest_itself() {
        let manifest = manifest(WITHOUT_DIRECTORIES);
        let files = manifest.files().expect("JSON");
        assert_eq!(files.len(), 1);
        assert_eq!(serde_json::from_slice::<Manifest>(&files[0].1).expect("a manifest"), manifest);
    }

    #[test]
    fn each_of_many_shards_stands_in_the_directory_that_its_key_names() {
        let manifest = manifest(10_000);
        let files: BTreeMap<String, Vec<u8>> = manifest.files().expect("JSON").into_iter().collect();
        let root: Manifest = serde_json::from_slice(&files["manifest.json"]).expect("a manifest");
        assert!(root.shards.is_empty() && files["manifest.json"].len() < 16_000);
        let directory = |key: &str| {
            let entry = &root.directories[directory_of(key, root.directories.len())];
            let bytes = &files[&entry.file];
            assert_eq!(entry.integrity, super::super::integrity(bytes));
            serde_json::from_slice::<BTreeMap<String, ShardFile>>(bytes).expect("a directory")
        };
        for (key, file) in manifest.shards.iter().step_by(97) {
            assert_eq!(directory(key).get(key), Some(file), "{key}");
        }
        assert!(files.values().all(|bytes| bytes.len() < 32_000), "no directory is much fuller than the others");
    }

    #[test]
    fn all_shards_of_a_plan_stand_together() {
        let of = |key| directory_of(key, 97);
        assert_eq!(of("plan/dehua-2025"), of("figures/dehua-2025"));
        assert_eq!(of("coverage/dehua-2025/35"), of("plan/dehua-2025"));
        assert_eq!(directory_of("overview", 0), 0);
    }
}
