//! The site of a corpus without a folder: every file is made when it is asked for.
//!
//! In: a corpus, the app's files. Out: the file at an address, as a build would write it. Invariant: making the data is
//! all that a new corpus costs before its first page; a page costs what it is.

use super::{
    SiteError,
    assets::AppFiles,
    comparisons, data_files,
    downloads::Downloads,
    in_open_data, not_found, open_files,
    pages::{self, Page, Press},
    read,
    rewording::Rewording,
    shell::Shell,
    since::{self, Since},
    widgets::Widgets,
};
use crate::{
    bundle::{self, Manifest, Shards},
    model::{Corpus, Language, Update},
    publish,
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
    /// What is new beside an earlier state, where one is named.
    pub updates: Option<Vec<Update>>,
    manifest: Manifest,
    shards: Shards,
    /// By address.
    pages: BTreeMap<String, Page>,
    /// The app's data by address.
    data: BTreeMap<String, Vec<u8>>,
    /// What people download of the whole, of comparisons, and of places: made when the first of each is asked for.
    downloads: [OnceLock<Files>; 3],
}

/// Contents by address.
type Files = BTreeMap<String, Vec<u8>>;

impl Live {
    /// Makes the data of a corpus, with what is new in it.
    pub fn of(corpus: Corpus, since: Option<&Since>) -> Result<Self, SiteError> {
        let updates = since.map(|since| since::updates(&corpus, since)).transpose()?;
        let bundle = bundle::write_with(&corpus, updates.as_deref())?;
        let shards = read(&bundle)?;
        let data = data_files(&bundle, "/data/")?;
        let data = data.into_iter().map(|(path, bytes)| (path, bytes.into_owned())).collect();
        let pages = pages::all(&corpus).into_iter().map(|page| (page.address(), page)).collect();
        Ok(Self { corpus, updates, manifest: bundle.manifest, shards, pages, data, downloads: Default::default() })
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
            return self.download(address);
        }
        Ok(self.data.get(address).cloned())
    }

    /// What stands at an address that has nothing.
    pub fn missing() -> Vec<u8> {
        not_found::page(None)
    }

    /// A file of the open data, made with those that cannot be made without it.
    fn download(&self, address: &str) -> Result<Option<Vec<u8>>, SiteError> {
        let name = address.trim_start_matches("/open-data/");
        if name.contains('/') && !name.ends_with(".csv") && !name.starts_with("compare/") {
            let stands = !bundle::is_folded(&self.corpus.plans);
            let made = if stands { publish::of_name(&self.corpus, name, None)? } else { None };
            return Ok(made.map(|(_, bytes)| bytes));
        }
        let [whole, comparisons, places] = &self.downloads;
        let files = if name.starts_with("compare/") {
            made(comparisons, || Ok(comparisons::files(&self.shards, &self.manifest.version)?.concat()))
        } else if name.contains('/') {
            made(places, || comparisons::of_places(&self.shards))
        } else {
            made(whole, || {
                let mut files = open_files(&self.corpus, None)?;
                let new = self.updates.as_ref().map(|updates| since::files(updates, &self.corpus.plans, None));
                files.extend(in_open_data(new.transpose()?.unwrap_or_default()));
                Ok(files)
            })
        }?;
        Ok(files.get(address).cloned())
    }
}

/// What a cell holds, made where it holds nothing yet.
fn made(
    cell: &OnceLock<Files>,
    make: impl FnOnce() -> Result<Vec<publish::File>, SiteError>,
) -> Result<&Files, SiteError> {
    if let Some(files) = cell.get() {
        return Ok(files);
    }
    let files = make()?.into_iter().map(|(path, bytes)| (format!("/{path}"), bytes)).collect();
    Ok(cell.get_or_init(|| files))
}

impl Tools {
    /// Of the program's sources, with the files of its app and the rewordings that were written with them.
    pub fn of(sources: &Path, app: AppFiles, rewordings: Vec<Rewording>) -> Result<Self, SiteError> {
        Ok(Self { sources: sources.to_owned(), app, shell: Shell::read(sources)?, rewordings })
    }
}
