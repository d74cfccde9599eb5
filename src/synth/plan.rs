//! One synthetic plan: what it is called, when it was signed, what it looks like, and its clauses.

use super::chance::Chance;
use super::draft::Node;
use super::material::Material;
use super::roster::Entry;
use super::{changes, form};
use crate::compile::divisions::{self, Place};
use crate::model::{Date, Level};
use std::collections::BTreeSet;

/// A plan that can be written.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Id, as the compiler is to give it.
    pub id: String,
    /// Whether the compiler gives that id only if told so.
    pub is_told: bool,
    /// Who issues it.
    pub place: Place,
    /// Who signs.
    pub issuer: String,
    /// Its own title.
    pub title: String,
    /// What it calls itself: 方案.
    pub genre: &'static str,
    /// 文号.
    pub number: String,
    /// The day of its signature.
    pub signed: Date,
    /// First year of its term, which has four.
    pub first_year: u16,
    /// What it looks like.
    pub style: Style,
    /// Its clauses.
    pub nodes: Vec<Node>,
    /// Titles and numbers of the plans that it carries out, as it cites them.
    pub cites: Vec<(String, String)>,
    /// Months from the first day of the term to the signature.
    month: u16,
}

/// What a plan looks like.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// It is in Traditional characters.
    pub traditional: bool,
    /// It has lines with labels above the notice.
    pub header: bool,
    /// Sections and items are numbered through the plan.
    pub run_on: bool,
    /// It has an annex by year.
    pub annex: bool,
}

/// A line of policy: a part of ids, and what titles say of it.
struct Line {
    slug: &'static str,
    matter: &'static str,
}

const LINES: [Line; 5] = [
    Line { slug: "", matter: "以人为本的新型城镇化战略" },
    Line { slug: "circles", matter: "都市圈同城化" },
    Line { slug: "clusters", matter: "县域产业集群培育" },
    Line { slug: "integration", matter: "城乡要素平等交换" },
    Line { slug: "towns", matter: "重点小城镇提质" },
];

/// How many lines of policy there are at most.
pub const MOST_LINES: usize = LINES.len();

/// How plans below the nation's end their titles, and what they then call themselves.
const GENRES: [(&str, &str); 4] =
    [("实施方案", "方案"), ("工作方案", "方案"), ("行动计划", "计划"), ("若干措施", "措施")];

/// The numbers that documents have already.
pub type Numbers = BTreeSet<String>;

impl Plan {
    /// The plan of an entry; `above` are those that it carries out, the nearest last.
    pub fn of(entry: &Entry, above: &[&Self], material: &Material, seed: u64, numbers: &mut Numbers) -> Self {
        let Entry { place, line, first_year, .. } = entry.clone();
        let Line { slug, matter } = &LINES[line % MOST_LINES];
        let mut chance = Chance::of(seed, &format!("{} {first_year} {line}", place.slug));
        let month = match above.last() {
            // Some are signed before the plan that they carry out.
            Some(above) if chance.one_in(20) => above.month.saturating_sub(1),
            Some(above) => above.month + chance.between(1, 4) as u16,
            None => 0,
        };
        let signed =
            Date { year: first_year + month / 12, month: (month % 12) as u8 + 1, day: chance.between(2, 28) as u8 };
        let nation = place.level == Level::Nation;
        let (ending, genre) = if nation { GENRES[2] } else { *chance.pick(&GENRES).unwrap_or(&GENRES[0]) };
        let name = if nation { "" } else { place.name.as_str() };
        let last_year = first_year + 3;
        let title = format!("{name}推进{matter}{ending}（{first_year}—{last_year}年）");
        let year = signed.year;
        let id = [place.slug.as_str(), &year.to_string(), slug].join("-");
        let style = Style {
            traditional: chance.one_in(8),
            header: chance.one_in(2),
            run_on: chance.one_in(2),
            annex: place.level > Level::Province && chance.one_in(6),
        };
        let nodes =
            nodes(&place, line, above.last().map_or(&[][..], |above| &above.nodes), style, material, &mut chance);
        let cited =
            |above: &&Self| (format!("{}关于印发〈{}〉的通知", above.issuer, above.title), above.number.clone());
        Self {
            id: id.trim_end_matches('-').to_owned(),
            is_told: !slug.is_empty(),
            issuer: if nation { "国务院".to_owned() } else { format!("{name}人民政府") },
            number: number(&place, year, &mut chance, numbers),
            cites: above.iter().map(cited).collect(),
            title,
            genre,
            signed,
            first_year,
            style,
            nodes,
            month,
            place,
        }
    }
}

fn nodes(
    place: &Place,
    line: usize,
    above: &[Node],
    style: Style,
    material: &Material,
    chance: &mut Chance,
) -> Vec<Node> {
    let level = place.level;
    let mut nodes = if level == Level::Nation {
        let mut nodes = material.bases.get(line).cloned().unwrap_or_default();
        form::name_offices(&mut nodes, material);
        changes::pledge(&mut nodes, level, material, chance);
        nodes
    } else {
        changes::derive(above, level, material, chance)
    };
    if level > Level::Nation && chance.one_in(2) {
        form::flatten(&mut nodes);
    }
    if level > Level::Nation && chance.one_in(8) {
        form::untitle(&mut nodes);
    }
    if style.annex {
        form::break_down(&mut nodes, level, material, chance);
    }
    nodes
}

/// A number that no other document has: 闽政发〔2025〕7号.
fn number(place: &Place, year: u16, chance: &mut Chance, numbers: &mut Numbers) -> String {
    let short: String = place.chain_short_names.first().and_then(|name| name.chars().next()).into_iter().collect();
    let sign = match place.level {
        Level::Nation => "国发".to_owned(),
        Level::Province => divisions::sign_of_province(&place.name).unwrap_or(&short).to_owned() + "政发",
        _ => short + "政发",
    };
    let first = chance.between(1, 60);
    let number = (first..).map(|n| format!("{sign}〔{year}〕{n}号")).find(|number| !numbers.contains(number));
    let number = number.unwrap_or_default();
    numbers.insert(number.clone());
    number
}

#[cfg(test)]
mod tests {
    use super::super::roster;
    use super::*;

    #[test]
    fn plans_are_named_after_place_year_and_line() {
        let entries = roster::roster(100, 5, 1);
        let mut numbers = Numbers::new();
        let mut plans: Vec<Plan> = Vec::new();
        for entry in &entries {
            let parent = entry.parent.map(|n| plans[n].clone());
            let above: Vec<&Plan> = parent.iter().collect();
            plans.push(Plan::of(entry, &above, &Material::default(), 1, &mut numbers));
        }
        let ids: BTreeSet<&str> = plans.iter().map(|plan| plan.id.as_str()).collect();
        assert!(ids.len() == 100 && numbers.len() == 100);
        assert!(ids.contains("china-2025") && ids.contains("china-2021") && ids.contains("china-2025-circles"));
        assert!(plans.iter().all(|plan| Date::new(plan.signed.year, plan.signed.month, plan.signed.day).is_some()));
        let earlier =
            |(n, plan): (usize, &Plan)| entries[n].parent.is_some_and(|above| plan.signed < plans[above].signed);
        assert!(plans.iter().enumerate().filter(|(n, plan)| earlier((*n, plan))).count() < 20);
    }
}
