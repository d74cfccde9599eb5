//! One policy document and its facts.

use super::{CheckedPart, ClauseId, Code, Date, Language, Names};
use serde::{Deserialize, Serialize};

/// One policy document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// `PLACE-YEAR`, for instance `dehua-2025`.
    pub id: String,
    /// The plan's own title, not the covering notice's.
    pub title: String,
    /// Full name of the issuing place, 全国 for the nation.
    pub place: String,
    /// Six-digit code of the division (GB/T 2260); null for the nation.
    pub place_code: Option<Code>,
    /// Level of the issuing place.
    pub level: Level,
    /// Full name of the place above; null for the nation.
    pub parent_place: Option<String>,
    /// 文号, with 〔〕.
    pub document_number: Option<String>,
    /// Who signed, joined by 、.
    pub issuer: Option<String>,
    /// Who signed, in order.
    pub issuers: Vec<String>,
    /// Who put the page up, where that is told.
    pub publisher: Option<String>,
    /// 索引号.
    pub index_number: Option<String>,
    /// 成文日期.
    pub signed: Option<Date>,
    /// 发布日期.
    pub published: Option<Date>,
    /// From when it is in force, where a day is told.
    pub effective: Option<Date>,
    /// The last day on which it is in force, where it says one.
    pub valid_until: Option<Date>,
    /// When it ceased to be in force, where the page tells (失效日期).
    pub repealed: Option<Date>,
    /// Whether it is in force, as the source says.
    pub status: Status,
    /// Whether it says what is to be done, or what is the rule.
    pub kind: PlanKind,
    /// 征求意见稿: put out for comment.
    pub draft: bool,
    /// The policy line: the id of the plan at its top, in the corpus or only cited.
    pub line: String,
    /// The plan before it in its series: an earlier one of the same place and line, of which it is the next generation;
    /// null where there is none in the corpus.
    pub previous: Option<String>,
    /// The script of its text.
    pub script: Script,
    /// Whether the source gives only parts of the text.
    pub abridged: bool,
    /// Whether the plan's text is in the corpus; false for a plan of which only figures are known.
    pub text: bool,
    /// Works that its clauses cite, in their order.
    pub cites: Vec<Citation>,
    /// Name of the file in `seeds/`.
    pub source_file: String,
    /// Address of the official publication, where it is known.
    pub source_url: Option<String>,
    /// Where the source's characters went.
    pub characters: Characters,
    /// Facts that a person confirmed, corrected or took away.
    pub checked: Vec<CheckedPart>,
    /// The place in the site's languages; in the app's data only, the open data do without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_names: Option<Names>,
}

impl Plan {
    /// A plan of which no more is known.
    pub fn new(id: String, place: String, level: Level) -> Self {
        Self {
            id,
            title: String::new(),
            place,
            place_code: None,
            level,
            parent_place: None,
            document_number: None,
            issuer: None,
            issuers: Vec::new(),
            publisher: None,
            index_number: None,
            signed: None,
            published: None,
            effective: None,
            valid_until: None,
            repealed: None,
            status: Status::default(),
            kind: PlanKind::default(),
            draft: false,
            line: String::new(),
            previous: None,
            script: Script::Hans,
            abridged: false,
            text: false,
            cites: Vec::new(),
            source_file: String::new(),
            source_url: None,
            characters: Characters::default(),
            checked: Vec::new(),
            place_names: None,
        }
    }

    /// The year in which it was signed, by its date, else by its id.
    pub fn year(&self) -> Option<u16> {
        self.signed.map(|date| date.year).or_else(|| self.id.rsplit('-').next()?.parse().ok())
    }

    /// How many of the facts that a person may confirm it has.
    pub fn facts(&self) -> usize {
        let texts = [&self.document_number, &self.issuer, &self.index_number, &self.status.stated];
        let days = [self.signed, self.published];
        // And the title.
        1 + texts.into_iter().flatten().count() + days.into_iter().flatten().count()
    }

    /// The issuing place in a language.
    pub fn place_in(&self, language: Language) -> &str {
        self.place_names.as_ref().map_or(&self.place, |names| names.of(language))
    }
}

/// Whether a text is an address that a page may link to.
pub fn is_web_address(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme))
}

/// Whether the place of `upper` is above that of `lower`.
pub fn governs(upper: &Plan, lower: &Plan) -> bool {
    let own = lower.place_code.as_ref();
    own.is_some_and(|own| upper.place_code.as_ref().is_none_or(|code| code.is_above(own)))
}

/// Whether `upper` is a plan of a place above that of `lower`, on the same policy line.
pub fn is_above(upper: &Plan, lower: &Plan) -> bool {
    upper.line == lower.line && governs(upper, lower)
}

/// Earlier plans of its series that a plan is set beside.
const EARLIER: usize = 3;

/// The earlier plans of a plan's series, the nearest first: those that it is set beside.
pub fn earlier<'a>(plan: &'a Plan, plan_of: impl Fn(&str) -> Option<&'a Plan>) -> impl Iterator<Item = &'a Plan> {
    let before = move |plan: &&'a Plan| plan.previous.as_deref().and_then(&plan_of);
    std::iter::successors(before(&plan), before).take(EARLIER)
}

/// The place in a plan's id, as addresses name it: `dehua` of `dehua-2025`, also of `dehua-2025-housing`.
pub fn slug(plan: &str) -> &str {
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|c| c.is_ascii_digit());
    let mut place = plan;
    while let Some((before, part)) = place.rsplit_once('-') {
        if is_year(part) {
            return before;
        }
        place = before;
    }
    plan
}

/// Every place below the nation that has a plan, once, in tree order: the latest plan stands for it, and of one year that
/// of the line that comes first. The nation is above every visitor's place, and so is nobody's own.
pub fn places<'a>(plans: impl IntoIterator<Item = &'a Plan>) -> Vec<&'a Plan> {
    let mut places: Vec<&Plan> = Vec::new();
    for plan in plans.into_iter().filter(|plan| plan.place_code.is_some()) {
        match places.last_mut() {
            Some(last) if last.place_code == plan.place_code => {
                if plan.line == last.line || plan.year() > last.year() {
                    *last = plan;
                }
            }
            _ => places.push(plan),
        }
    }
    places
}

/// What a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlanKind {
    /// It says what is to be done: 方案, 规划, 意见, 措施.
    #[default]
    Plan,
    /// It says what is the rule: 办法, 细则, 规定.
    Regulation,
}

/// Level of government, highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// 全国.
    Nation,
    /// 省, 自治区, 直辖市.
    Province,
    /// 地级市, 自治州, 盟.
    Prefecture,
    /// 县, 区, 县级市.
    County,
}

impl Level {
    /// All of them, highest first.
    pub const ALL: [Self; 4] = [Self::Nation, Self::Province, Self::Prefecture, Self::County];

    /// The id used in data and addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Nation => "nation",
            Self::Province => "province",
            Self::Prefecture => "prefecture",
            Self::County => "county",
        }
    }
}

/// 效力 as the source states it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// The one stated value; null where none or several are stated.
    pub stated: Option<String>,
    /// Whether several values are stated.
    pub ambiguous: bool,
    /// The lines that state it, as published.
    pub raw: Vec<String>,
}

/// Script of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Script {
    /// Simplified.
    Hans,
    /// Traditional.
    Hant,
}

/// A work that the plan cites.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Citation {
    /// Without 《》.
    pub title: String,
    /// 文号, where it stands beside the title.
    pub document_number: Option<String>,
    /// Id of the cited plan where it is in the corpus.
    pub plan: Option<String>,
    /// Id of the clause that cites it.
    pub clause: ClauseId,
}

/// Where the characters of the source file went; the parts add up to `source`. Line ends count with their line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Characters {
    /// All of the file.
    pub source: u32,
    /// In clauses of the body.
    pub clauses: u32,
    /// In header, title and covering notice.
    pub front_matter: u32,
    /// In the annex.
    pub annex: u32,
    /// In page furniture.
    pub noise: u32,
}
