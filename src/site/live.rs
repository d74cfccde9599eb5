//! The site of a corpus without a folder: every file is made when it is asked for.
//!
//! In: a corpus, the app's files. Out: the file at an address, as a build would write it. Invariant: making the data is
//! all that a new corpus costs before its first page; a page costs what it is.

use super::{
    SiteError,
    assets::AppFiles,
    comparisons, data_files,
    downloads::Downloads,
    files_of_each, not_found, open_files,
    pages::{self, Page, Press},
    read,
    rewording::Rewording,
    shell::Shell,
    widgets::Widgets,
};
use crate::{
    bundle::{self, Manifest, Shards},
    model::{Corpus, Language},
    web::reach::Reach,
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// What pages are made with, whatever the corpus.
pub struct Tools {
    /// Where the program's sources lie.
    pub sources: PathBuf,
    pub app: AppFiles,
    pub shell: Shell,
    /// Of the corpus that the app's files were written with.
    pub rewordings: Vec<Rewording>,
}

/// A corpus as a site.
pub struct Live {
    pub corpus: Corpus,
    manifest: Manifest,
    shards: Shards,
    /// By address.
    pages: BTreeMap<String, Page>,
    /// The app's data by address.
    data: BTreeMap<String, Vec<u8>>,
    /// What people download by address: made when the first of it is asked for.
    downloads: OnceLock<BTreeMap<String, Vec<u8>>>,
}

impl Live {
    /// Makes the data of a corpus.
    pub fn of(corpus: Corpus) -> Result<Self, SiteError> {
        let bundle = bundle::write(&corpus)?;
        let shards = read(&bundle)?;
        let data = data_files(&bundle, "/data/")?;
        let data = data.into_iter().map(|(path, bytes)| (path, bytes.into_owned())).collect();
        let pages = pages::all(&corpus).into_iter().map(|page| (page.address(), page)).collect();
        Ok(Self { corpus, manifest: bundle.manifest, shards, pages, data, downloads: OnceLock::new() })
    }

    /// Whether a page stands at the address.
    pub fn is_page(&self, address: &str) -> bool {
        self.pages.contains_key(address)
    }

    /// The file at an address but those of the app; none where there is none.
    pub fn file(&self, address: &str, tools: &Tools) -> Result<Option<Vec<u8>>, SiteError> {
        if let Some(page) = self.pages.get(address) {
            let Tools { shell, app, rewordings, .. } = tools;
            let press = Press {
                manifest: &self.manifest,
                shards: &self.shards,
                shell,
                app,
                rewordings,
                origin: None,
                // Making all of them only to say their sizes would take longer than the page.
                downloads: &Downloads::default(),
            };
            return press.render(page, &Reach::WHOLE, &Language::ALL).map(|page| Some(page.into_bytes()));
        }
        let (_, path) = Language::split(address);
        if path.starts_with("/widgets/") {
            let wanted = if address.ends_with('/') { format!("{address}index.html") } else { address.to_owned() };
            let files = Widgets::of(&self.shards, &tools.rewordings)?.at(address, &tools.sources, &tools.app)?;
            return Ok(files.into_iter().find(|(path, _)| *path == wanted[1..]).map(|(_, bytes)| bytes));
        }
        if address.starts_with("/open-data/") {
            return Ok(self.downloads()?.get(address).cloned());
        }
        Ok(self.data.get(address).cloned())
    }

    /// What stands at an address that has nothing.
    pub fn missing() -> Vec<u8> {
        not_found::page(None)
    }

    fn downloads(&self) -> Result<&BTreeMap<String, Vec<u8>>, SiteError> {
        if let Some(made) = self.downloads.get() {
            return Ok(made);
        }
        let [headlines, others] = comparisons::files(&self.shards, &self.manifest.version)?;
        let (whole, each) = (open_files(&self.corpus, None)?, files_of_each(&self.corpus, None)?);
        let parts = [whole, each, comparisons::of_places(&self.shards)?, headlines, others];
        let made = parts.into_iter().flatten().map(|(path, bytes)| (format!("/{path}"), bytes)).collect();
        Ok(self.downloads.get_or_init(|| made))
    }
}

impl Tools {
    /// Of the program's sources, with the files of its app and the rewordings that were written with them.
    pub fn of(sources: &Path, app: AppFiles, rewordings: Vec<Rewording>) -> Result<Self, SiteError> {
        Ok(Self { sources: sources.to_owned(), app, shell: Shell::read(sources)?, rewordings })
    }
}
