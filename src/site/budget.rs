//! What a host takes, and which pages stand as files within it.
//!
//! In: the host's limits, and what the site holds besides pages. Out: the extent of the site, decided before a page is
//! rendered. Pages stand or fall in steps, each a rank and a level in the first language or in the others, in the order
//! of their value; a step for which there is no room is passed over, and so are the levels below it. The compressed
//! forms go first: hosts with limits compress themselves. Invariants: what fits whole is built whole; without the first
//! step, on which all that the app shows rests, there is no site; the same corpus and limits give the same extent.

use super::{SiteError, pages::Page, weight::Weight};
use crate::model::{Language, Level};
use crate::web::reach::{Rank, Reach};

/// What a host takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Files of the whole folder.
    pub files: u64,
    /// Their size, in millions of bytes.
    pub megabytes: u64,
}

/// The least that common hosts take for nothing: see `hosting.md`.
impl Default for Budget {
    fn default() -> Self {
        Self { files: 20_000, megabytes: 1_000 }
    }
}

impl Budget {
    fn takes(self, weight: Weight) -> bool {
        weight.files <= self.files && weight.bytes <= self.megabytes * 1_000_000
    }
}

/// What is known of a site before its pages are rendered.
pub struct Contents<'a> {
    /// Files that stand in every site, as they are written.
    pub fixed: Weight,
    /// Text that stands in every site and gets compressed forms.
    pub text: Weight,
    /// Text that goes with the pages of the indicators that are no headlines.
    pub comparisons: Weight,
    /// Files of single plans and places, which stand where every page does.
    pub each: Weight,
    /// Every page, with the level of its plan.
    pub pages: &'a [Page],
    /// How many widgets there are.
    pub widgets: usize,
}

/// How much of a site stands as files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Which pages.
    pub reach: Reach,
    /// How many widgets, in the order of their value.
    pub widgets: usize,
    /// Whether text has compressed forms beside it.
    pub forms: bool,
}

/// What a build adds at the end, about: header files, sitemaps, the page of what is missing, the manifest.
const REST: Weight = Weight { files: 30, bytes: 2_000_000 };

impl Extent {
    /// What was left out, for who built the site; nothing where nothing was.
    pub fn told(&self, contents: &Contents) -> String {
        let pages = contents.pages.iter().filter(|page| page.stands(&self.reach)).count();
        let lines = [
            (pages < contents.pages.len())
                .then(|| format!("{pages} of {} pages are files, the app shows the others\n", contents.pages.len())),
            (self.widgets < contents.widgets)
                .then(|| format!("{} of {} widgets are built\n", self.widgets, contents.widgets)),
            (!self.forms).then(|| "no compressed forms: the host compresses what it sends\n".to_owned()),
        ];
        lines.into_iter().flatten().collect()
    }
}

/// Files of a widget: a page a language, and the archive.
const WIDGET_PAGES: u64 = Language::ALL.len() as u64;
/// Bytes of a widget's page or archive, about.
const WIDGET_BYTES: u64 = 24_000;
/// Bytes that hardly a page of a site exceeds that is small enough for it to matter.
const LARGE_PAGE: u64 = 200_000;

/// Pages that stand or fall together.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Step {
    first: bool,
    rank: Rank,
    level: Level,
}

/// All steps in the order of their value.
fn steps() -> Vec<Step> {
    use Level::{County, Nation, Prefecture, Province};
    let mut steps = Vec::new();
    let mut add = |first: bool, rank: Rank, levels: &[Level]| {
        steps.extend(levels.iter().map(|&level| Step { first, rank, level }));
    };
    add(true, Rank::List, &[County]);
    add(true, Rank::Own, &Level::ALL);
    add(true, Rank::Headline, &[County]);
    add(false, Rank::List, &[County]);
    add(false, Rank::Own, &[Nation, Province, Prefecture]);
    add(false, Rank::Headline, &[County]);
    add(true, Rank::Clause, &[Nation, Province]);
    add(true, Rank::Indicator, &[County]);
    add(true, Rank::Clause, &[Prefecture]);
    add(false, Rank::Own, &[County]);
    add(false, Rank::Clause, &[Nation, Province]);
    add(true, Rank::Clause, &[County]);
    add(false, Rank::Indicator, &[County]);
    add(false, Rank::Clause, &[Prefecture, County]);
    steps
}

impl Step {
    fn holds(self, page: &Page) -> bool {
        let first = page.language == Language::default();
        first == self.first && page.rank == self.rank && (!self.rank.has_level() || page.level == self.level)
    }

    /// Whether no site does without.
    fn is_ground(self) -> bool {
        self.first && self.rank <= Rank::Own
    }

    /// Whether it is the last: where it stands, all pages do.
    fn is_last(self) -> bool {
        !self.first && self.rank == Rank::Clause && self.level == Level::County
    }

    /// Whether what it rests on stands.
    fn has_ground(self, reach: &Reach) -> bool {
        let above = Level::ALL.into_iter().rfind(|level| *level < self.level).filter(|_| self.rank.has_level());
        let language = if self.first { Language::default() } else { Language::En };
        above.is_none_or(|above| reach.holds(language, self.rank, above))
            && (self.first || reach.holds(Language::default(), self.rank, self.level))
    }
}

/// The extent of a site within a budget; `sample` renders some of the given pages and tells their bytes together.
pub fn extent(
    budget: Budget,
    contents: &Contents,
    sample: impl Fn(&[&Page]) -> Result<u64, SiteError>,
) -> Result<Extent, SiteError> {
    let count = contents.pages.len() as u64;
    let fixed = contents.fixed + REST;
    let widgets = contents.widgets as u64;
    let widget = |forms: bool| {
        let page = Weight { files: 1, bytes: WIDGET_BYTES };
        (page * WIDGET_PAGES).with_forms(forms) + page
    };
    let standing = contents.text + contents.comparisons;
    let large = (standing + Weight { files: 1, bytes: LARGE_PAGE } * count).with_forms(true);
    let whole = Extent { reach: Reach::WHOLE, widgets: contents.widgets, forms: true };
    if budget.takes(fixed + contents.each.with_forms(true) + large + widget(true) * widgets) {
        return Ok(whole);
    }
    let mut parts = Vec::new();
    for step in steps() {
        let own: Vec<&Page> = contents.pages.iter().filter(|page| step.holds(page)).collect();
        let extra = match step {
            Step { first: true, rank: Rank::Indicator, .. } => contents.comparisons,
            step if step.is_last() => contents.each,
            _ => Weight::default(),
        };
        parts.push((step, Weight { files: own.len() as u64, bytes: sample(&own)? } + extra));
    }
    let pages: Weight = parts.iter().map(|(_, weight)| *weight).sum();
    if budget.takes(fixed + (contents.text + pages).with_forms(true) + widget(true) * widgets) {
        return Ok(whole);
    }
    let mut used = fixed + contents.text;
    let mut reach = Reach::NOTHING;
    for (step, weight) in parts {
        let fits = budget.takes(used + weight);
        if fits && step.has_ground(&reach) || step.is_ground() {
            used = used + weight;
            let level = if step.rank.has_level() { step.level } else { Level::County };
            reach.extend(step.first, step.rank, level);
        }
    }
    if !budget.takes(used) {
        return Err(SiteError::Budget { files: used.files, megabytes: used.bytes.div_ceil(1_000_000), budget });
    }
    let room = |left: u64, each: u64| left / each.max(1);
    let widgets = room(budget.files - used.files, widget(false).files)
        .min(room(budget.megabytes * 1_000_000 - used.bytes, widget(false).bytes))
        .min(widgets);
    Ok(Extent { reach, widgets: usize::try_from(widgets).unwrap_or(contents.widgets), forms: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::{pages::PAGES, route::Route};

    /// A country: the nation, two provinces, six cities, sixty counties, three clauses each, and some lists.
    fn country() -> Vec<Page> {
        let mut pages = Vec::new();
        let mut add = |route: Route, level: Level| {
            pages.extend(Language::ALL.map(|language| Page::new(language, PAGES.at(&route), level)));
        };
        [Route::HOME, Route::PLANS, Route::CHAINS].into_iter().for_each(|route| add(route, Level::Nation));
        [0, 1, 2].into_iter().for_each(|n| add(Route::indicator(&format!("indicator-{n}")), Level::Nation));
        add(Route::indicator(crate::query::indicators::HEADLINES[0]), Level::Nation);
        for (level, count) in Level::ALL.into_iter().zip([1, 2, 6, 60]) {
            for n in 0..count {
                let id = format!("{}-{n}", level.id());
                add(Route::plan(&id), level);
                ["1", "2", "3"].into_iter().for_each(|path| add(Route::chain_in(&id, path), level));
            }
        }
        pages
    }

    fn of(files: u64, megabytes: u64) -> Result<Extent, SiteError> {
        let text = Weight { files: 100, bytes: 1_000_000 };
        let comparisons = Weight { files: 9, bytes: 9_000 };
        let pages = country();
        let contents = Contents {
            fixed: Weight::default(),
            text,
            comparisons,
            each: Weight { files: 3, bytes: 3_000 },
            pages: &pages,
            widgets: 50,
        };
        extent(Budget { files, megabytes }, &contents, |pages| Ok(pages.len() as u64 * 10_000))
    }

    #[test]
    fn what_fits_is_built_whole() {
        // 100, 9 and 3 files, 849 pages, each with two forms; 50 widgets of ten files; the rest.
        let files = 3 * (109 + 3 + 849) + 50 * 10 + REST.files;
        let whole = Extent { reach: Reach::WHOLE, widgets: 50, forms: true };
        assert_eq!(of(files, 1_000).expect("whole"), whole);
        assert!(!of(files - 1, 1_000).expect("no forms").forms);
        // 1.009 MB and 8.49 MB with forms of half their size, 6.6 MB of widgets with theirs, the rest: 22.9 MB.
        assert_eq!(of(files, 23).expect("whole"), whole);
        assert!(!of(files, 22).expect("no forms").forms);
    }

    #[test]
    fn five_plans_are_built_whole_and_nothing_is_tried_first() {
        let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let corpus = crate::compile::compile(&crate::compile::read_seeds(&seeds).expect("seeds")).corpus;
        let data = crate::bundle::write(&corpus).expect("data");
        let shards = crate::bundle::Shards::of(&data).expect("shards");
        let text = data.shards.values().map(|bytes| Weight { files: 1, bytes: bytes.len() as u64 }).sum();
        let widgets = super::super::widgets::Widgets::of(&shards, &[]).expect("widgets").count();
        let pages = super::super::pages::all(&corpus);
        let none = Weight::default();
        let contents = Contents { fixed: none, text, comparisons: none, each: none, pages: &pages, widgets };
        let extent = extent(Budget::default(), &contents, |_| panic!("a page is rendered to know that it fits"));
        assert_eq!(extent.expect("whole"), Extent { reach: Reach::WHOLE, widgets, forms: true });
    }

    #[test]
    fn what_is_worth_least_goes_first() {
        use Level::{County, Nation, Prefecture, Province};
        let (hans, en) = (Language::Hans, Language::En);
        let all = of(109 + 3 + 849 + 200 + REST.files, 1_000).expect("no forms");
        assert_eq!((all.reach, all.widgets, all.forms), (Reach::WHOLE, 50, false));
        assert_eq!(of(109 + 3 + 849 + 4 + REST.files, 1_000).expect("fewer widgets").widgets, 1);
        for files in (172 + REST.files..109 + 3 + 849 + REST.files).rev() {
            let reach = of(files, 1_000).expect("some pages").reach;
            let standing = country().iter().filter(|page| page.stands(&reach)).count() as u64;
            assert!(standing + 100 + REST.files <= files, "{files}");
            for rank in Rank::ALL {
                for level in Level::ALL {
                    assert!(reach.holds(hans, rank, level) || !reach.holds(en, rank, level), "{rank:?} {level:?}");
                }
            }
            assert!(reach.holds_all(hans, Rank::List) && reach.holds_all(hans, Rank::Own));
        }
        let tight = of(220 + REST.files, 1_000).expect("few pages").reach;
        assert!(tight.holds(hans, Rank::Clause, Province) && !tight.holds(hans, Rank::Clause, Prefecture));
        assert!(tight.holds(en, Rank::Own, Prefecture) && !tight.holds(en, Rank::Own, County));
        assert!(!tight.holds(en, Rank::Clause, Nation));
    }

    #[test]
    fn without_its_ground_there_is_no_site() {
        // 100 files, three lists, 69 plans.
        assert!(of(172 + REST.files, 1_000).is_ok());
        let error = of(171 + REST.files, 1_000).expect_err("too few").to_string();
        assert!(error.contains(&format!("{} files", 172 + REST.files)) && error.contains("--max-files"), "{error}");
        assert!(matches!(of(10_000, 1), Err(SiteError::Budget { megabytes: 4, .. })));
    }
}
