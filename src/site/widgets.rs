//! The pages that other sites frame, `widgets/INDICATOR/` and `widgets/chain/PLAN/PATH/`, each with an archive
//! for hosting it oneself, and the script for hosts' pages.
//!
//! Invariant: a page is whole without its one script and loads nothing else; the script keeps its name.

use super::progress::Count;
use super::{
    SiteError, assets::AppFiles, assets::FIXED, budget::Extent, folder::Staging, held, indicator, origin::Origin,
    pages::base, policy, rewording::Rewording, shell::escape, whole,
};
use crate::model::ClauseId;
use crate::publish::archive::packed;
use crate::{
    bundle::{IndicatorShard, Overview, PlanShard, Shards, key},
    messages::{self, Messages},
    model::{Language, Level, Plan, is_above},
    query::{compare::rows, indicators::HEADLINES, view::WIDGET_PLANS},
    web::{
        address::{Site, within},
        pages::PAGES,
        reach::Reach,
        store::Store,
        widget::{self, Subject},
    },
};
use rayon::prelude::*;
use std::{collections::BTreeMap, collections::BTreeSet, fs, path::Path, sync::Arc};

/// The script of every widget, as `assets/` names it. Its element has no `integrity`: in a sandboxed frame the page
/// is of no origin, and a browser proves a file from elsewhere only where the host sends a header for it.
const SCRIPT: &str = "widget.js";

/// The places that have a plan, for the page that hands widgets out: `[["德化县（泉州市）","350526"],…]`.
const PLACES: &str = "widgets/places.json";

const NOTES: &str = include_str!("../../assets/widget-archive.txt");

/// All widgets that a site can have, the most wanted first.
pub struct Widgets<'a> {
    shards: &'a Shards,
    rewordings: &'a [Rewording],
    shown: Shown,
    subjects: Vec<Subject>,
}

impl<'a> Widgets<'a> {
    /// The widgets of a corpus, Traditional ones with the plans' words in Traditional characters.
    pub fn of(shards: &'a Shards, rewordings: &'a [Rewording]) -> Result<Self, SiteError> {
        let shown = Shown::of(shards)?;
        let subjects = shown.subjects();
        Ok(Self { shards, rewordings, shown, subjects })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.subjects.len()
    }

    /// Writes as many as the extent of the site has, each in every language.
    pub fn write(
        &self,
        sources: &Path,
        app: &AppFiles,
        origin: Option<&Origin>,
        extent: &Extent,
        staging: &Staging,
    ) -> Result<(), SiteError> {
        let put = |(path, bytes): (String, Vec<u8>)| staging.put(&path, &bytes);
        self.shared(sources)?.into_iter().try_for_each(put)?;
        let count = Count::of("widgets", extent.widgets);
        self.subjects.par_iter().take(extent.widgets).try_for_each(|subject| {
            count.add();
            self.files(subject, sources, app, origin, extent.reach)?.into_iter().try_for_each(put)
        })
    }

    /// The files of the widget that stands at an address, or has its archive there; none where none does.
    pub fn at(&self, address: &str, sources: &Path, app: &AppFiles) -> Result<Vec<(String, Vec<u8>)>, SiteError> {
        let (_, path) = Language::split(address);
        let is_own = |subject: &&Subject| {
            path == format!("/widgets/{}/", subject.path()) || path == format!("/{}", subject.archive())
        };
        match self.subjects.iter().find(is_own) {
            Some(subject) => self.files(subject, sources, app, None, Reach::WHOLE),
            None => self.shared(sources),
        }
    }

    /// The script for other sites' pages, and the list of places.
    fn shared(&self, sources: &Path) -> Result<Vec<(String, Vec<u8>)>, SiteError> {
        let script = (format!("widgets/{FIXED}"), read(&sources.join("assets").join(FIXED))?);
        let places = Language::ALL
            .map(|language| (format!("{}{PLACES}", language.prefix()), self.shown.places(language).into_bytes()));
        Ok([script].into_iter().chain(places).collect())
    }

    /// The pages of a widget in every language, and its archive.
    fn files(
        &self,
        subject: &Subject,
        sources: &Path,
        app: &AppFiles,
        origin: Option<&Origin>,
        reach: Reach,
    ) -> Result<Vec<(String, Vec<u8>)>, SiteError> {
        let Self { shards, shown, .. } = self;
        let place = app.assets.get(SCRIPT).map_or("", String::as_str);
        let site = origin.map(|origin| origin.address(""));
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        let mut archive: Vec<(String, Vec<u8>)> = Vec::new();
        for language in Language::ALL {
            let store = Store::new(language);
            store.take_overview(shards);
            let here = Site { pages: PAGES, reach, store };
            let Some(block) = within(here, || shown.markup(subject, language)) else { continue };
            let (title, markup) = self.reworded(block, language);
            let address = format!("/{}widgets/{}/", language.prefix(), subject.path());
            let page =
                page(&Page { language, title: &title, base: Some(&base(&address)), script: place, markup: &markup });
            files.push((format!("{}index.html", address.trim_start_matches('/')), page.into_bytes()));
            let alone = leading_to(site.as_deref(), &markup);
            let alone = Page { language, title: &title, base: None, script: SCRIPT, markup: &alone };
            let name = if language == Language::Hans { "index" } else { language.id() };
            archive.push((format!("{name}.html"), self::page(&alone).into_bytes()));
        }
        archive.push((SCRIPT.to_owned(), read(&sources.join("assets").join(SCRIPT))?));
        archive.push(("README.txt".to_owned(), NOTES.as_bytes().to_vec()));
        let file = subject.archive();
        let bytes = packed(&archive)
            .map_err(|problem| SiteError::Page { address: file.clone(), problem: problem.to_string() })?;
        files.push((file, bytes));
        Ok(files)
    }

    /// A title and a block as readers of their language see them; a gloss has no place in a widget.
    fn reworded(&self, (title, markup): (String, String), language: Language) -> (String, String) {
        let own = self.rewordings.iter().find(|own| own.language() == language && language == Language::Hant);
        // The block says its language, which is that of the page.
        match (own, markup.split_once('>')) {
            (Some(own), Some((open, within))) => (own.text(&title), [open, ">", &own.page(within)].concat()),
            _ => (title, markup),
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, SiteError> {
    fs::read(path).map_err(SiteError::file("read", path))
}

/// The shards that widgets show.
struct Shown {
    overview: Arc<Overview>,
    indicators: BTreeMap<String, Arc<IndicatorShard>>,
    plans: BTreeMap<String, Arc<PlanShard>>,
    /// By clause id: the plans below with a counterpart of it.
    below: BTreeMap<ClauseId, BTreeSet<String>>,
}

impl Shown {
    fn of(shards: &Shards) -> Result<Self, SiteError> {
        let overview = whole(shards)?;
        let mut indicators = BTreeMap::new();
        for entry in &overview.indicators {
            let id = &entry.indicator.id;
            indicators.insert(id.clone(), indicator(shards, id)?);
        }
        let mut plans = BTreeMap::<String, Arc<PlanShard>>::new();
        for plan in &overview.plans {
            plans.insert(plan.id.clone(), held(shards, &key::plan(&plan.id))?);
        }
        let mut below = BTreeMap::<ClauseId, BTreeSet<String>>::new();
        for link in plans.values().flat_map(|shard| &shard.up) {
            below.entry(link.parent.clone()).or_default().insert(link.child.plan().to_owned());
        }
        Ok(Self { overview, indicators, plans, below })
    }

    /// What there are widgets of, the most wanted first: headlines, other comparisons, chains from the nation down.
    fn subjects(&self) -> Vec<Subject> {
        let (headlines, others): (Vec<_>, Vec<_>) =
            self.indicators.iter().partition(|(id, _)| HEADLINES.contains(&id.as_str()));
        let indicators = headlines.into_iter().chain(others).flat_map(|(id, shard)| {
            let plans: Vec<&Plan> = rows(shard, &self.overview.plans).iter().map(|row| row.plan).collect();
            let groups = widget::groups(&plans, WIDGET_PLANS).into_iter().map(Some);
            [None].into_iter().chain(groups).map(|group| Subject::Indicator { id: id.clone(), group })
        });
        let of_level = |level| self.plans.values().filter(move |shard| shard.plan.level == level);
        let clauses = Level::ALL.into_iter().flat_map(of_level).flat_map(|shard| &shard.clauses);
        let chains = clauses.filter(|clause| clause.has_own_text()).map(|clause| Subject::Chain(clause.id.clone()));
        indicators.chain(chains).collect()
    }

    /// Title and block of a widget.
    fn markup(&self, subject: &Subject, language: Language) -> Option<(String, String)> {
        let (m, g) = (messages::of(language), messages::guide(language)?);
        match subject {
            Subject::Indicator { id, group } => {
                let shard = self.indicators.get(id)?;
                let block = widget::comparison(m, g, &self.overview, shard, group.as_deref());
                Some((title(m, shard.indicator.name.of(language), m.nav_compare), widget::markup(&block)))
            }
            Subject::Chain(id) => {
                let (plan, path) = id.split_once('/')?;
                let shard = self.plans.get(plan)?;
                let block = widget::chain(m, g, &self.overview, shard, path, &self.linked(shard, id), &self.below(id))?;
                let cited = crate::query::cite::clause_label(m, &shard.plan, path);
                Some((title(m, &cited, m.nav_chain), widget::markup(&block)))
            }
        }
    }

    /// See [`PLACES`]; a name that several places share says which is meant.
    fn places(&self, language: Language) -> String {
        let m = messages::of(language);
        let named = |plan: &Plan| {
            let above = self.overview.plans.iter().rfind(|upper| upper.place_code.is_some() && is_above(upper, plan));
            let name = plan.place_in(language);
            above.map_or_else(|| name.to_owned(), |above| [name, &m.signs.bracketed(above.place_in(language))].concat())
        };
        let places: BTreeSet<(&str, String)> =
            self.overview.plans.iter().filter_map(|plan| Some((plan.place_code.as_deref()?, named(plan)))).collect();
        let places: Vec<[String; 2]> = places.into_iter().map(|(code, name)| [name, code.to_owned()]).collect();
        serde_json::to_string(&places).unwrap_or_default()
    }

    /// The plans below a clause that have a counterpart of it, in tree order.
    fn below(&self, clause: &str) -> Vec<&Plan> {
        let Some(ids) = self.below.get(clause) else { return Vec::new() };
        self.overview.plans.iter().filter(|plan| ids.contains(&plan.id)).collect()
    }

    /// The plans that a clause is linked to.
    fn linked(&self, shard: &PlanShard, clause: &str) -> Vec<&PlanShard> {
        let up = shard.up.iter().filter(|link| link.child == clause).map(|link| link.parent.plan());
        let down = self.below.get(clause).into_iter().flatten().map(String::as_str);
        up.chain(down).filter_map(|id| self.plans.get(id)).map(Arc::as_ref).collect()
    }
}

/// A block that stands by itself: its links lead to `site`, or nowhere.
fn leading_to(site: Option<&str>, markup: &str) -> String {
    let mut out = String::new();
    let mut rest = markup;
    while let Some((before, (address, after))) =
        rest.split_once(" href=\"").and_then(|(a, b)| Some((a, b.split_once('"')?)))
    {
        out += before;
        if let Some(site) = site {
            out += &format!(" href=\"{}{address}\"", escape(site));
        }
        rest = after;
    }
    out + rest
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
    let base = page.base.map(|base| format!(" href=\"{base}\"")).unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <base{base} target=\"_blank\">\n<link rel=\"icon\" href=\"data:,\">\n<meta name=\"robots\" content=\"noindex\">\n<title>{}</title>\n\
         <style>{style}</style>\n<script src=\"{}\"></script>\n</head>\n<body>\n<div role=\"main\">{}</div>\n</body>\n</html>\n",
        page.language.id(),
        escape(&policy::widget(&style)),
        escape(page.title),
        escape(page.script),
        page.markup
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile;

    fn corpus() -> Shown {
        let seeds = compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).expect("seeds");
        let data = crate::bundle::write(&compile::compile(&seeds).corpus).expect("a bundle");
        Shown::of(&Shards::of(&data).expect("shards")).expect("what widgets show")
    }

    #[test]
    fn every_block_is_plain_markup_with_addresses_from_the_sites_folder() {
        let corpus = corpus();
        for subject in corpus.subjects() {
            for language in Language::ALL {
                let (_, markup) = corpus.markup(&subject, language).expect("a block");
                assert!(!markup.contains("<script") && !markup.contains(" style="));
                assert!(!markup.contains("href=\"/") && !markup.contains("href=\"#"));
                assert!(!leading_to(None, &markup).contains("href"));
                assert_eq!(
                    leading_to(Some("https://x/"), &markup).matches("href=\"https://x/").count(),
                    markup.matches("href=").count()
                );
            }
        }
    }

    #[test]
    fn traditional_blocks_show_plans_in_traditional_characters() {
        let seeds = compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).expect("seeds");
        let corpus = compile::compile(&seeds).corpus;
        let shards = Shards::of(&crate::bundle::write(&corpus).expect("a bundle")).expect("shards");
        let rewordings = Rewording::all(&corpus);
        let widgets = Widgets::of(&shards, &rewordings).expect("widgets");
        let id = "migrant-children-public-school-rate".to_owned();
        let block = widgets.shown.markup(&Subject::Indicator { id, group: None }, Language::Hant).expect("a block");
        let (_, markup) = widgets.reworded(block, Language::Hant);
        assert!(markup.contains("義務教育階段隨遷子女在公辦學校就讀率保持在100%"), "{markup}");
        assert!(!markup.contains("随迁") && markup.ends_with("</div>"), "{markup}");
    }

    /// With many plans each still stands on a page, with all above it, and a page stays small.
    #[test]
    fn every_plan_is_in_a_group_with_those_above_it() {
        let corpus = corpus();
        let (m, g) = (messages::of(Language::Hans), messages::guide(Language::Hans).expect("a guide"));
        for shard in corpus.indicators.values() {
            let rows = rows(shard, &corpus.overview.plans);
            let plans: Vec<&Plan> = rows.iter().map(|row| row.plan).collect();
            assert!(widget::groups(&plans, plans.len()).is_empty());
            let shown: Vec<String> = widget::groups(&plans, 1)
                .iter()
                .map(|group| widget::markup(&widget::comparison(m, g, &corpus.overview, shard, Some(group))))
                .collect();
            let stands = |markup: &String, plan: &Plan| markup.contains(&format!("data-plan=\"{}\"", plan.id));
            for plan in plans.iter().filter(|plan| plan.place_code.is_some()) {
                let own = shown.iter().filter(|markup| stands(markup, plan));
                let whole = |markup: &&String| {
                    plans.iter().filter(|upper| is_above(upper, plan)).all(|upper| stands(markup, upper))
                };
                assert!(
                    own.clone().any(|markup| whole(&markup)) || plans.len() < 2,
                    "{}: {}",
                    shard.indicator.id,
                    plan.id
                );
            }
        }
        let places: Vec<[String; 2]> = serde_json::from_str(&corpus.places(Language::Hans)).expect("places");
        assert!(places.contains(&["德化县（泉州市）".to_owned(), "350526".to_owned()]), "{places:?}");
        assert!(places.contains(&["福建省".to_owned(), "350000".to_owned()]), "{places:?}");
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
