//! What is new in a corpus beside an earlier state of it, as records and as Atom feeds.
//!
//! In: two states, and the day of the later. Out: updates, newest first, those of earlier days kept; a feed of all and one
//! of each place. Invariant: a plan that came or went is told once, not target by target; what is the same is not told.

use super::{File, xml::Xml};
use crate::messages::{self, Messages};
use crate::model::{Date, Language, Link, Plan, Target, Update, UpdateKind};
use crate::query::place::slug;
use crate::query::words::{deadline, figure, wording};
use std::collections::{BTreeMap, BTreeSet};

/// The records, within `open-data/`.
pub const RECORDS: &str = "updates.jsonl";
/// The feed of all, within `open-data/`.
pub const FEED: &str = "feed.xml";
/// The records keep no more than the newest.
const KEPT: usize = 2_000;
/// A feed holds no more entries.
const ENTRIES: usize = 50;
/// An entry lists no more updates; it says how many more there are.
const LISTED: usize = 30;

/// The feed of a place, within `open-data/`.
pub fn feed_of(place: &str) -> String {
    format!("place/{place}.xml")
}

/// What is compared: plans, targets and links.
#[derive(Debug, Default)]
pub struct State {
    /// All plans.
    pub plans: Vec<Plan>,
    /// All targets.
    pub targets: Vec<Target>,
    /// All links.
    pub links: Vec<Link>,
}

/// What a feed calls it.
fn name(kind: UpdateKind) -> &'static str {
    match kind {
        UpdateKind::PlanAdded => "新收录",
        UpdateKind::PlanRemoved => "不再收录",
        UpdateKind::PlanChanged => "文件信息更正",
        UpdateKind::TargetAdded => "新增目标",
        UpdateKind::TargetRemoved => "撤下目标",
        UpdateKind::TargetChanged => "目标更正",
        UpdateKind::LinkAdded => "新增对应",
        UpdateKind::LinkRemoved => "撤下对应",
    }
}

/// The updates of `now` beside `before`, found on a day, then those that were known.
pub fn updates(before: &State, now: &State, date: Date, known: Vec<Update>) -> Vec<Update> {
    let m = messages::of(Language::Hans);
    let by_plan = |state: &'_ State| state.plans.iter().map(|plan| (plan.id.clone(), facts(m, plan))).collect();
    let mut found = differences(date, by_plan(before), by_plan(now), |id| id.to_owned(), {
        use UpdateKind::{PlanAdded, PlanChanged, PlanRemoved};
        [PlanAdded, PlanRemoved, PlanChanged]
    });
    let came_or_went: BTreeSet<String> = found
        .iter()
        .filter(|update| update.kind != UpdateKind::PlanChanged)
        .map(|update| update.plan.clone())
        .collect();
    let stayed = |plan: &str| !came_or_went.contains(plan);
    let targets = |state: &State| {
        let own = state.targets.iter().filter(|target| stayed(&target.plan));
        own.map(|target| (target.id.clone(), said(m, target))).collect()
    };
    let plan_of = |id: &str| id.split(['/', '#']).next().unwrap_or(id).to_owned();
    found.extend(differences(date, targets(before), targets(now), plan_of, {
        use UpdateKind::{TargetAdded, TargetChanged, TargetRemoved};
        [TargetAdded, TargetRemoved, TargetChanged]
    }));
    let links = |state: &State| {
        let both = |link: &&Link| stayed(link.child.plan()) && stayed(link.parent.plan());
        let name = |link: &Link| (format!("{} → {}", link.child, link.parent), String::new());
        state.links.iter().filter(both).map(name).collect()
    };
    found.extend(differences(date, links(before), links(now), plan_of, {
        use UpdateKind::{LinkAdded, LinkRemoved};
        [LinkAdded, LinkRemoved, LinkAdded]
    }));
    found.sort_by(|a, b| (&a.plan, a.kind, &a.id).cmp(&(&b.plan, b.kind, &b.id)));
    found.extend(known);
    // Stable: two builds of one day stay apart.
    found.sort_by_key(|update| std::cmp::Reverse(update.date));
    found.truncate(KEPT);
    found
}

/// What is in one, the other, or in both with other words; `kinds` are what that is called: new, gone, different.
fn differences(
    date: Date,
    before: BTreeMap<String, String>,
    now: BTreeMap<String, String>,
    plan: impl Fn(&str) -> String,
    kinds: [UpdateKind; 3],
) -> Vec<Update> {
    let ids: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let words = |words: &String| Some(words.clone()).filter(|words| !words.is_empty());
    ids.into_iter()
        .filter_map(|id| {
            let kind = match (before.get(id), now.get(id)) {
                (None, Some(_)) => kinds[0],
                (Some(_), None) => kinds[1],
                (Some(old), Some(new)) if old != new => kinds[2],
                _ => return None,
            };
            let (before, after) = (before.get(id).and_then(words), now.get(id).and_then(words));
            Some(Update { date, plan: plan(id), kind, id: id.clone(), before, after })
        })
        .collect()
}

/// A plan's title, and what is known of its number and days.
fn facts(m: &Messages, plan: &Plan) -> String {
    let w = &m.plan;
    let days = [
        (w.signed, plan.signed),
        (w.published, plan.published),
        (w.effective, plan.effective),
        (w.valid_until, plan.valid_until),
        (w.repealed, plan.repealed),
    ];
    let days = days.into_iter().filter_map(|(name, day)| Some([name, &day?.to_string()].concat()));
    let text = if plan.text { "" } else { "（只有数字）" };
    let said: Vec<String> = plan.document_number.iter().cloned().chain(days).collect();
    ["《", &plan.title, "》", text, if said.is_empty() { "" } else { "，" }, &said.join("，")].concat()
}

/// What a target promises.
fn said(m: &Messages, target: &Target) -> String {
    let figure = figure(m, target).unwrap_or_else(|| wording(target)).replace('\u{a0}', "");
    let by = deadline(m, target).map(|by| m.signs.bracketed(by)).unwrap_or_default();
    format!("{}：{figure}{by}", target.label)
}

/// The feed of all and of each place; none where nothing is new. `base` is the address of the site where it is known.
pub fn feeds(updates: &[Update], plans: &[Plan], base: Option<&str>) -> Vec<File> {
    if updates.is_empty() {
        return Vec::new();
    }
    let site = messages::of(Language::Hans).site;
    let all: Vec<&Update> = updates.iter().collect();
    let mut files = vec![(FEED.to_owned(), feed(FEED, &format!("{site}：更新"), &all, plans, base))];
    let places: BTreeSet<&str> = updates.iter().map(|update| slug(&update.plan)).collect();
    for place in places {
        let own: Vec<&Update> = updates.iter().filter(|update| slug(&update.plan) == place).collect();
        let name = plans.iter().find(|plan| slug(&plan.id) == place).map_or(place, |plan| plan.place.as_str());
        let file = feed_of(place);
        let xml = feed(&file, &format!("{site}：{name}更新"), &own, plans, base);
        files.push((file, xml));
    }
    files
}

fn feed(file: &str, title: &str, updates: &[&Update], plans: &[Plan], base: Option<&str>) -> Vec<u8> {
    let mut entries: Vec<((Date, &str), Vec<&Update>)> = Vec::new();
    for update in updates {
        let of = (update.date, update.plan.as_str());
        match entries.iter_mut().find(|(known, _)| *known == of) {
            Some((_, own)) => own.push(update),
            None => entries.push((of, vec![update])),
        }
    }
    let newest = updates.iter().map(|update| update.date).max();
    let time = |date: Date| format!("{date}T00:00:00Z");
    // Without the site's address the name is the feed's alone.
    let name = |of: &str| base.map_or_else(|| format!("urn:plan-cascade:{of}"), |base| format!("{base}open-data/{of}"));
    let mut xml = Xml::new();
    xml.element("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "zh-Hans")], |xml| {
        let line = |xml: &mut Xml, name: &str, text: &str| xml.element(name, &[], |xml| xml.text(text));
        line(xml, "title", title);
        line(xml, "id", &name(file));
        line(xml, "updated", &newest.map(time).unwrap_or_default());
        xml.element("author", &[], |xml| line(xml, "name", "规划链"));
        if let Some(base) = base {
            xml.empty("link", &[("rel", "self"), ("href", &name(file))]);
            xml.empty("link", &[("rel", "alternate"), ("href", base)]);
        }
        for ((date, id), own) in entries.iter().take(ENTRIES) {
            let plan = plans.iter().find(|plan| plan.id == *id);
            let place = plan.map_or(*id, |plan| plan.place.as_str());
            xml.element("entry", &[], |xml| {
                line(xml, "title", &format!("{place}：{}", summary(own)));
                line(xml, "id", &name(&format!("{file}#{date}-{id}")));
                line(xml, "updated", &time(*date));
                if let Some(base) = base.filter(|_| plan.is_some()) {
                    xml.empty("link", &[("rel", "alternate"), ("href", &format!("{base}plans/{id}/"))]);
                }
                xml.element("content", &[("type", "xhtml")], |xml| {
                    xml.element("div", &[("xmlns", "http://www.w3.org/1999/xhtml")], |xml| list(xml, own));
                });
            });
        }
    });
    xml.into_bytes()
}

/// How many of each kind.
fn summary(updates: &[&Update]) -> String {
    let mut counts = BTreeMap::<UpdateKind, usize>::new();
    updates.iter().for_each(|update| *counts.entry(update.kind).or_default() += 1);
    let said = |(kind, count): (&UpdateKind, &usize)| match kind {
        UpdateKind::PlanAdded | UpdateKind::PlanRemoved | UpdateKind::PlanChanged => name(*kind).to_owned(),
        _ => format!("{}{count}项", name(*kind)),
    };
    counts.iter().map(said).collect::<Vec<_>>().join("，")
}

fn list(xml: &mut Xml, updates: &[&Update]) {
    xml.element("ul", &[], |xml| {
        for update in updates.iter().take(LISTED) {
            let words = match (&update.before, &update.after) {
                (Some(before), Some(after)) => format!("{before} → {after}"),
                (Some(words), None) | (None, Some(words)) => words.clone(),
                (None, None) => String::new(),
            };
            xml.element("li", &[], |xml| xml.text(&format!("{}：{} {words}", name(update.kind), update.id)));
        }
        if updates.len() > LISTED {
            xml.element("li", &[], |xml| xml.text(&format!("另有{}项", updates.len() - LISTED)));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{plan, target};

    #[test]
    fn what_came_went_and_changed_is_told_once() {
        let day = |day: &str| day.parse::<Date>().expect("a day");
        let state = |plans: &[&str], targets: &[(&str, &str)]| State {
            plans: plans.iter().map(|id| plan(id, Some("350526"))).collect(),
            targets: targets.iter().map(|(clause, value)| target(clause, value, Some(2028))).collect(),
            links: Vec::new(),
        };
        let before =
            state(&["old-2020", "dehua-2025"], &[("old-2020/1", "1"), ("dehua-2025/1", "95"), ("dehua-2025/2", "3")]);
        let now =
            state(&["dehua-2025", "new-2026"], &[("dehua-2025/1", "96"), ("dehua-2025/3", "4"), ("new-2026/1", "2")]);
        let found = updates(&before, &now, day("2026-01-02"), Vec::new());
        let told: Vec<String> = found.iter().map(|update| format!("{:?} {}", update.kind, update.plan)).collect();
        assert_eq!(
            told,
            [
                "TargetAdded dehua-2025",
                "TargetRemoved dehua-2025",
                "TargetChanged dehua-2025",
                "PlanAdded new-2026",
                "PlanRemoved old-2020"
            ]
        );
        assert!(found[2].before.as_deref().is_some_and(|words| words.contains("95")));
        assert!(found[2].after.as_deref().is_some_and(|words| words.contains("96")));
        assert_eq!(updates(&now, &now, day("2026-01-03"), found.clone()), found, "nothing new, and the old is kept");
        let files = feeds(&found, &now.plans, Some("https://example.org/plans/"));
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, [FEED, "place/dehua.xml", "place/new.xml", "place/old.xml"]);
        let all = String::from_utf8(files[0].1.clone()).expect("UTF-8");
        assert_eq!(all.matches("<entry>").count(), 3);
        assert!(all.contains("新增目标1项，撤下目标1项，目标更正1项") && all.contains("<updated>2026-01-02T00:00:00Z"));
        assert!(feeds(&[], &now.plans, None).is_empty());
    }
}
