//! The site of a folder as it is now, compiled again whenever the folder changes.
//!
//! In: the folder of seeds. Out: the site in memory, and a name for its state. Invariant: seeds that cannot be read leave
//! the site as it was.

mod renewal;

use super::{
    SiteError,
    live::{Live, Tools},
    progress::{step, tell},
    since::Since,
};
use crate::compile::{self, Diagnostic, SeedFile};
use crate::model::Corpus;
use notify::{EventKind, RecursiveMode, Watcher, event::AccessKind, event::AccessMode};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// Files are compiled once none changed for so long: an editor writes one in several steps.
const QUIET: Duration = Duration::from_millis(60);

/// Says on the terminal what is wrong with seeds.
pub type Teller = fn(&[Diagnostic], &[SeedFile]);

/// The site as it is now.
pub struct Desk {
    pub seeds: PathBuf,
    pub tools: Tools,
    /// An earlier state of the corpus, to tell what is new.
    since: Option<Since>,
    told: Teller,
    now: RwLock<Arc<Live>>,
    /// What it was compiled from.
    from: Mutex<Vec<SeedFile>>,
    /// How often it was compiled.
    count: AtomicU64,
    /// Tells this run of the program from others.
    run: u128,
}

impl Desk {
    /// Compiles a folder; `tools` are made for its corpus.
    pub fn open(
        seeds: &Path,
        since: Option<Since>,
        told: Teller,
        tools: impl FnOnce(&Corpus) -> Result<Tools, SiteError>,
    ) -> Result<Self, SiteError> {
        let (files, compiled) = compile::compile_folder(seeds)?;
        told(&compiled.diagnostics, &files);
        let tools = tools(&compiled.corpus)?;
        let live = step("making the data", || Live::of(compiled.corpus, since.as_ref()))?;
        let run = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        Ok(Self {
            seeds: seeds.to_owned(),
            tools,
            since,
            told,
            now: RwLock::new(Arc::new(live)),
            from: Mutex::new(files),
            count: AtomicU64::new(0),
            run,
        })
    }

    /// The site as it is now; it stays as it is for who holds it.
    pub fn now(&self) -> Arc<Live> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Compiles the folder again, where it is not as it was; whether it was not.
    pub fn rebuild(&self) -> Result<bool, SiteError> {
        let mut from = self.from.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = compile::read_folder(&self.seeds)?;
        if same(&folder.seeds, &from) {
            return Ok(false);
        }
        let compiled = compile::compile(&folder.seeds);
        (self.told)(&compiled.diagnostics, &folder.seeds);
        let live = Live::of(compiled.corpus, self.since.as_ref())?;
        *from = folder.seeds;
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(live);
        self.count.fetch_add(1, Ordering::SeqCst);
        Ok(true)
    }

    /// Names the state of the site.
    pub fn version(&self) -> String {
        format!("{}-{}", self.run, self.count.load(Ordering::SeqCst))
    }
}

fn same(a: &[SeedFile], b: &[SeedFile]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.name == b.name && a.bytes == b.bytes)
}

/// Compiles again whenever a file of the folder changes, and has the program built anew when a vocabulary does, as
/// long as what is returned is kept.
pub fn follow(desk: &Arc<Desk>) -> Result<notify::RecommendedWatcher, SiteError> {
    let failed = |error: notify::Error| SiteError::Watch { path: desk.seeds.clone(), problem: error.to_string() };
    let (send, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(send).map_err(failed)?;
    let assets = desk.tools.sources.join("assets");
    // The corpus's own words lie in a folder among its seeds.
    for (folder, mode) in [(&desk.seeds, RecursiveMode::Recursive), (&assets, RecursiveMode::NonRecursive)] {
        watcher.watch(folder, mode).map_err(failed)?;
    }
    let desk = desk.clone();
    let mut known = renewal::vocabularies(&assets);
    std::thread::spawn(move || {
        while let Ok(change) = changes.recv() {
            if !change.is_ok_and(|event: notify::Event| is_change(event.kind)) {
                continue;
            }
            let start = Instant::now();
            while changes.recv_timeout(QUIET).is_ok() {}
            let vocabularies = renewal::vocabularies(&assets);
            if vocabularies != known {
                known = vocabularies;
                renewal::renew(&desk.tools.sources);
            }
            match desk.rebuild() {
                Ok(false) => {}
                Ok(true) => tell(&format!("compiled again in {:.2} s", start.elapsed().as_secs_f64())),
                Err(error) => tell(&format!("error: {error}; the site stays as it was")),
            }
        }
    });
    Ok(watcher)
}

/// Whether a file may hold something else than before; reading one is no change.
fn is_change(kind: EventKind) -> bool {
    !kind.is_access() || kind == EventKind::Access(AccessKind::Close(AccessMode::Write))
}

#[cfg(test)]
pub mod tests {
    use super::super::{SOURCES, assets, folder::Staging, wasm};
    use super::*;
    use std::fs;

    /// A plan of a county.
    pub const DEHUA: &str = "德化县人民政府关于印发德化县就业工作方案的通知\n德政〔2025〕3号\n德化县人民政府\n2025年2月26日\n\
        德化县就业工作方案\n一、主要目标\n到2028年，城镇新增就业1万人。\n";

    /// A folder with these files, compiled.
    pub fn desk(files: &[(&str, &str)]) -> (tempfile::TempDir, Arc<Desk>) {
        let seeds = tempfile::tempdir().expect("a folder");
        files.iter().for_each(|(name, text)| fs::write(seeds.path().join(name), text).expect("a file"));
        let (sources, out) = (Path::new(SOURCES), tempfile::tempdir().expect("a folder"));
        let staging = Staging::beside(&out.path().join("site"), 0).expect("a folder");
        let app = assets::write(sources, &wasm::App::default(), &[], &staging).expect("the app's files");
        let desk =
            Desk::open(seeds.path(), None, |_, _| {}, |_| Tools::of(sources, app, Vec::new())).expect("compiled");
        (seeds, Arc::new(desk))
    }

    #[test]
    fn a_folder_is_followed() {
        let (seeds, desk) = desk(&[("dehua.txt", DEHUA)]);
        let _watcher = follow(&desk).expect("followed");
        fs::write(seeds.path().join("dehua.toml"), "title = \"德化县促进就业方案\"\n").expect("a file");
        wait_until(|| desk.now().corpus.plans[0].title == "德化县促进就业方案");
        // The corpus's own words lie in a folder that may come later.
        let vocabulary = seeds.path().join("vocabulary");
        fs::create_dir(&vocabulary).expect("a folder");
        let topic = "[[topic]]\nid = \"bees\"\nhans = \"蜂\"\nhant = \"蜂\"\nen = \"Bees\"\nstrong = [\"养蜂\"]\n";
        fs::write(vocabulary.join("words.toml"), topic).expect("a file");
        let is_known = |id: &str| desk.now().corpus.topics.iter().any(|topic| topic.id == id);
        wait_until(|| is_known("bees"));
        fs::write(vocabulary.join("words.toml"), topic.replace("bees", "wasps")).expect("a file");
        wait_until(|| is_known("wasps"));
    }

    fn wait_until(is_so: impl Fn() -> bool) {
        let start = Instant::now();
        while !is_so() {
            assert!(start.elapsed() < Duration::from_secs(20), "the change was not seen");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    #[test]
    fn reading_is_no_change() {
        use notify::event::{CreateKind, ModifyKind};
        assert!(!is_change(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(!is_change(EventKind::Access(AccessKind::Read)));
        assert!(is_change(EventKind::Access(AccessKind::Close(AccessMode::Write))));
        assert!(is_change(EventKind::Create(CreateKind::File)) && is_change(EventKind::Modify(ModifyKind::Any)));
    }
}
