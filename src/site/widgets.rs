//! The pages that other sites frame, `widgets/INDICATOR/` and `widgets/chain/PLAN/PATH/`, each with an archive
//! for hosting it oneself, and the script for hosts' pages.
//!
//! Invariant: a page is whole without its one script and loads nothing else; the script keeps its name.

use super::{SiteError, assets::AppFiles, assets::FIXED, folder::Staging, pages::base, policy, shell::escape};
use crate::{
    bundle::{Bundle, IndicatorShard, Overview, PlanShard, key},
    messages::{self, Messages},
    model::{Language, Plan, plan_of},
    web::widget::{
        self,
        snippet::{Subject, Widget, adopted},
    },
};
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use std::{collections::BTreeMap, collections::BTreeSet, fs, io::Write, path::Path};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// Widgets of single clauses beyond this many are left to the chain pages.
const CHAIN_WIDGETS: usize = 50_000;

/// The script of every widget, as `assets/` names it.
const SCRIPT: &str = "widget.js";

const NOTES: &str = include_str!("../../assets/widget-archive.txt");

/// Writes every widget in every language.
pub fn write(
    sources: &Path,
    data: &Bundle,
    app: &AppFiles,
    origin: Option<&str>,
    staging: &Staging,
) -> Result<(), SiteError> {
    let corpus = Shards::read(data)?;
    let script = read(&sources.join("assets").join(SCRIPT))?;
    let place = app.assets.get(SCRIPT).map_or("", String::as_str);
    let site = origin.map(|origin| format!("{}/", origin.trim_end_matches('/')));
    staging.put(&format!("widgets/{FIXED}"), &read(&sources.join("assets").join(FIXED))?)?;
    corpus.subjects().par_iter().try_for_each(|subject| {
        let mut archive: Vec<(String, Vec<u8>)> = Vec::new();
        for language in Language::ALL {
            let Some((title, markup)) = corpus.markup(subject, language) else { continue };
            let address = format!("/{}widgets/{}/", language.prefix(), subject.path());
            let page =
                page(&Page { language, title: &title, base: Some(&base(&address)), script: place, markup: &markup });
            staging.put(&format!("{}index.html", address.trim_start_matches('/')), page.as_bytes())?;
            let alone = adopted(&markup, None, site.as_deref());
            let alone = Page { language, title: &title, base: None, script: SCRIPT, markup: &alone };
            let name = if language == Language::Hans { "index" } else { language.id() };
            archive.push((format!("{name}.html"), self::page(&alone).into_bytes()));
        }
        archive.push((SCRIPT.to_owned(), script.clone()));
        archive.push(("README.txt".to_owned(), NOTES.as_bytes().to_vec()));
        let any = Widget {
            subject: subject.clone(),
            plans: Vec::new(),
            language: Language::Hans,
            theme: <_>::default(),
            size: <_>::default(),
        };
        let file = any.archive();
        let bytes = packed(&archive)
            .map_err(|problem| SiteError::Page { address: file.clone(), problem: problem.to_string() })?;
        staging.put(&file, &bytes)
    })
}

fn read(path: &Path) -> Result<Vec<u8>, SiteError> {
    fs::read(path).map_err(SiteError::file("read", path))
}

/// The shards that widgets show.
struct Shards {
    overview: Overview,
    indicators: BTreeMap<String, IndicatorShard>,
    plans: BTreeMap<String, PlanShard>,
    /// By clause id: the plans below with a counterpart of it.
    below: BTreeMap<String, BTreeSet<String>>,
}

impl Shards {
    fn read(data: &Bundle) -> Result<Self, SiteError> {
        let overview: Overview = shard(data, key::OVERVIEW)?;
        let indicators = overview.indicators.iter().map(|entry| {
            let id = entry.indicator.id.clone();
            Ok((id.clone(), shard(data, &key::indicator(&id))?))
        });
        let plans = overview.plans.iter().map(|plan| Ok((plan.id.clone(), shard(data, &key::plan(&plan.id))?)));
        let (indicators, plans) =
            (indicators.collect::<Result<_, SiteError>>()?, plans.collect::<Result<_, SiteError>>()?);
        let plans: BTreeMap<String, PlanShard> = plans;
        let mut below = BTreeMap::<String, BTreeSet<String>>::new();
        for link in plans.values().flat_map(|shard| &shard.up) {
            below.entry(link.parent.clone()).or_default().insert(plan_of(&link.child).to_owned());
        }
        Ok(Self { overview, indicators, plans, below })
    }

    fn subjects(&self) -> Vec<Subject> {
        let indicators = self.indicators.keys().cloned().map(Subject::Indicator);
        let clauses = self.plans.values().flat_map(|shard| &shard.clauses).filter(|clause| clause.has_own_text());
        let chains = clauses.take(CHAIN_WIDGETS).map(|clause| Subject::Chain(clause.id.clone()));
        indicators.chain(chains).collect()
    }

    /// Title and block of a widget.
    fn markup(&self, subject: &Subject, language: Language) -> Option<(String, String)> {
        let m = messages::of(language);
        match subject {
            Subject::Indicator(id) => {
                let shard = self.indicators.get(id)?;
                let block = widget::comparison(m, &self.overview, shard);
                Some((title(m, shard.indicator.name.of(language), m.nav_compare), widget::markup(&block)))
            }
            Subject::Chain(id) => {
                let (plan, path) = id.split_once('/')?;
                let shard = self.plans.get(plan)?;
                let block = widget::chain(m, &self.overview, shard, path, &self.linked(shard, id), &self.below(id))?;
                let cited = crate::query::cite::clause_label(m, &shard.plan, path);
                Some((title(m, &cited, m.nav_chain), widget::markup(&block)))
            }
        }
    }

    /// The plans below a clause that have a counterpart of it, in tree order.
    fn below(&self, clause: &str) -> Vec<&Plan> {
        let Some(ids) = self.below.get(clause) else { return Vec::new() };
        self.overview.plans.iter().filter(|plan| ids.contains(&plan.id)).collect()
    }

    /// The plans that a clause is linked to.
    fn linked(&self, shard: &PlanShard, clause: &str) -> Vec<&PlanShard> {
        let up = shard.up.iter().filter(|link| link.child == clause).map(|link| plan_of(&link.parent));
        let down = self.below.get(clause).into_iter().flatten().map(String::as_str);
        up.chain(down).filter_map(|id| self.plans.get(id)).collect()
    }
}

fn shard<T: DeserializeOwned>(data: &Bundle, key: &str) -> Result<T, SiteError> {
    let failed = |problem: String| SiteError::Page { address: "widgets/".to_owned(), problem };
    let bytes = data.shards.get(key).ok_or_else(|| failed(format!("it needs unknown data `{key}`")))?;
    serde_json::from_slice(bytes).map_err(|error| failed(format!("`{key}`: {error}")))
}

fn title(m: &Messages, name: &str, part: &str) -> String {
    format!("{name} · {part} · {}", m.site)
}

struct Page<'a> {
    language: Language,
    title: &'a str,
    /// The way to the site's folder; none for a page that stands alone.
    base: Option<&'a str>,
    script: &'a str,
    markup: &'a str,
}

fn page(page: &Page) -> String {
    let style = widget::page();
    let base = page.base.map(|base| format!("<base href=\"{base}\">\n")).unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         {base}<link rel=\"icon\" href=\"data:,\">\n<meta name=\"robots\" content=\"noindex\">\n<title>{}</title>\n\
         <style>{style}</style>\n<script src=\"{}\"></script>\n</head>\n<body>\n<main>{}</main>\n</body>\n</html>\n",
        page.language.id(),
        escape(&policy::widget(&style)),
        escape(page.title),
        escape(page.script),
        page.markup
    )
}

/// An archive with the same bytes whenever and wherever it is made.
fn packed(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name, options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile;

    /// The whole of what a host pastes may be this large; 15 kB is the aim, which most keep.
    const BLOCK_BUDGET: usize = 17_000;

    fn corpus() -> Shards {
        let seeds = compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).expect("seeds");
        Shards::read(&crate::bundle::write(&compile::compile(&seeds).corpus).expect("a bundle")).expect("shards")
    }

    #[test]
    fn every_block_is_small_and_whole() {
        let corpus = corpus();
        let (mut largest, mut over) = ((0, String::new()), Vec::new());
        for subject in corpus.subjects() {
            for language in Language::ALL {
                let (_, markup) = corpus.markup(&subject, language).expect("a block");
                let any = Widget {
                    subject: subject.clone(),
                    plans: Vec::new(),
                    language,
                    theme: <_>::default(),
                    size: <_>::default(),
                };
                let block = any.copied(&markup, "https://www.example.gov.cn/plans/");
                let size = (block.len(), format!("{} {}", language.id(), subject.path()));
                if size.0 > BLOCK_BUDGET {
                    over.push(size.clone());
                }
                largest = largest.max(size);
                assert!(!block.contains("<script") && !block.contains(" style=") && !block.contains("data-"));
                assert!(!markup.contains("href=\"/") && !markup.contains("href=\"#"));
            }
        }
        println!("largest block: {} bytes: {}", largest.0, largest.1);
        assert_eq!(over, []);
    }

    #[test]
    fn an_archive_is_the_same_every_time() {
        let files = [("index.html".to_owned(), b"<p>x</p>".repeat(99)), ("widget.js".to_owned(), b"0".to_vec())];
        let bytes = packed(&files).expect("packed");
        assert_eq!(bytes, packed(&files).expect("packed"));
        assert!(bytes.len() < 500);
        let mut read = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        assert_eq!(read.file_names().filter_map(Result::ok).collect::<Vec<_>>(), ["index.html", "widget.js"]);
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut read.by_name("index.html").expect("a file"), &mut text).expect("read");
        assert_eq!(text, files[0].1);
    }
}
