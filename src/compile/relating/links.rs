//! Which clauses of two plans correspond.
//!
//! In: the corpus with its clauses. Out: links from every clause with text to the clauses of the plans above that
//! correspond to it, likewise to those of earlier plans of its series, and the closest wordings between plans of one
//! level. All are deterministic, need nothing but
//! the corpus, and grow with the number of plans, not with its square: a plan meets only the few above it and
//! those beside it.
//!
//! [`above`] names the plans above to look in; [`profile`] reads character pairs, [`concepts`] and headings out of each
//! clause; [`score`] takes the dozen most alike clauses of the upper plan, looks at them sentence by sentence and
//! at what stands around them, and turns that into one probability. Where it is low there is no link: no
//! counterpart is better than a wrong one.

mod above;
mod concepts;
mod profile;
mod score;
mod siblings;

use crate::compile::origins::Origins;
use crate::compile::{Diagnostic, Severity};
use crate::model::{Clause, ClauseId, Corpus, Evidence, Grade, Link, Plan, Revision, Sibling, earlier};
use crate::text::align::{share_of, shared_passages};
use above::Above;
pub use concepts::{CONCEPTS, Concept};
use profile::{PlanProfile, Rarity};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

/// What corresponds.
#[derive(Debug, Default, PartialEq)]
pub struct Linked {
    /// Of every plan to all plans of the places above it: by child in document order, then by the parent's plan,
    /// nearest level first, then by falling score.
    pub links: Vec<Link>,
    /// Closest wordings between plans of one level: by `a` in document order, then by falling score.
    pub siblings: Vec<Sibling>,
    /// Of plans to earlier ones of their series, without the changes: by plan, the nearest earlier one first.
    pub revisions: Vec<Revision>,
}

/// Finds all that corresponds.
pub fn link_plans(corpus: &Corpus) -> Linked {
    let texts = Texts::of(corpus);
    let rarity = Rarity::of(&texts);
    let pairs = Pairs::of(corpus, &texts, &rarity);
    Linked {
        links: pairs.links(),
        revisions: pairs.revisions(),
        siblings: siblings::closest_wordings(corpus, &texts, &rarity),
    }
}

/// Clauses of a plan that are compared: every clause meets every one of the plans above, and a plan has some hundred.
const MOST_CLAUSES: usize = 1000;

/// Warns of plans with more than [`MOST_CLAUSES`]: what stands behind them has no counterparts.
pub fn diagnostics(corpus: &Corpus, origins: &Origins) -> Vec<Diagnostic> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let is_next = |clause: &&Clause| {
        let count = counts.entry(clause.plan.clone()).or_default();
        *count += 1;
        *count == MOST_CLAUSES + 1
    };
    let warning = |clause: &Clause| {
        let place = origins.start(&clause.id)?;
        Some(Diagnostic {
            code: "many-clauses",
            severity: Severity::Warning,
            file: place.file,
            line: place.line,
            column: place.column,
            place: place.published,
            length: 1,
            message: format!("counterparts are sought for the first {MOST_CLAUSES} clauses only, and this is the next"),
            hint: Some("give each plan a file of its own".into()),
        })
    };
    corpus.clauses.iter().filter(|clause| clause.is_linkable()).filter(is_next).filter_map(warning).collect()
}

/// No clause stands deeper; ids that name each other as parents must not go round for ever.
const DEEPEST: usize = 8;

/// The clauses that take part, by plan, and every clause by its id.
struct Texts<'a> {
    /// In document order, one list for each plan of the corpus, of [`MOST_CLAUSES`] at most.
    linkable: Vec<Vec<&'a Clause>>,
    by_id: HashMap<&'a str, &'a Clause>,
    /// By clause id: the indicators that the clause sets targets for, sorted, each once.
    indicators: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Texts<'a> {
    fn of(corpus: &'a Corpus) -> Self {
        let plans: HashMap<&str, usize> =
            corpus.plans.iter().enumerate().map(|(n, plan)| (plan.id.as_str(), n)).collect();
        let mut linkable = vec![Vec::new(); corpus.plans.len()];
        for clause in corpus.clauses.iter().filter(|clause| clause.is_linkable()) {
            if let Some(&plan) = plans.get(clause.plan.as_str())
                && linkable[plan].len() < MOST_CLAUSES
            {
                linkable[plan].push(clause);
            }
        }
        let mut indicators: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for target in &corpus.targets {
            if let Some(clause) = &target.clause {
                indicators.entry(clause).or_default().push(&target.indicator);
            }
        }
        for set in indicators.values_mut() {
            set.sort_unstable();
            set.dedup();
        }
        let by_id = corpus.clauses.iter().map(|clause| (clause.id.as_str(), clause)).collect();
        Self { linkable, by_id, indicators }
    }

    /// The indicators that `clause` sets targets for, sorted, each once.
    fn indicators_of(&self, clause: &Clause) -> &[&'a str] {
        self.indicators.get(clause.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The headings above `clause`, the nearest first.
    fn headings_above(&self, clause: &'a Clause) -> impl Iterator<Item = &'a str> {
        let parent = |clause: &&'a Clause| clause.parent.as_deref().and_then(|id| self.by_id.get(id).copied());
        std::iter::successors(parent(&clause), parent).take(DEEPEST).filter_map(|clause| clause.heading.as_deref())
    }
}

/// Part of a clause that must stand in its partial counterpart of an earlier plan.
const SHARED: f64 = 0.15;

/// Plans that are set beside each other.
struct Pairs<'a> {
    corpus: &'a Corpus,
    texts: &'a Texts<'a>,
    rarity: &'a Rarity,
    /// A plan that others are set beside is read once, however many they are.
    profiles: Vec<OnceLock<PlanProfile<'a>>>,
}

impl<'a> Pairs<'a> {
    fn of(corpus: &'a Corpus, texts: &'a Texts<'a>, rarity: &'a Rarity) -> Self {
        Self { corpus, texts, rarity, profiles: corpus.plans.iter().map(|_| OnceLock::new()).collect() }
    }

    /// To the plans above.
    fn links(&self) -> Vec<Link> {
        let above = Above::of(&self.corpus.plans);
        let of_plan = |child: usize| self.of_plan(child, &above.plans_above(child));
        (0..self.corpus.plans.len()).into_par_iter().flat_map_iter(of_plan).collect()
    }

    /// To earlier plans of the series.
    fn revisions(&self) -> Vec<Revision> {
        let plans = &self.corpus.plans;
        let known: HashMap<&str, usize> = plans.iter().enumerate().map(|(n, plan)| (plan.id.as_str(), n)).collect();
        let number = |id: &str| known.get(id).copied();
        let of_plan = |n: usize| {
            let earlier = earlier(&plans[n], |id| number(id).map(|n| &plans[n]));
            let with_text = earlier.filter(|other| plans[n].text && other.text);
            with_text.filter_map(|other| Some((n, number(&other.id)?))).collect::<Vec<_>>()
        };
        let revision = |(plan, earlier): (usize, usize)| Revision {
            plan: plans[plan].id.clone(),
            earlier: plans[earlier].id.clone(),
            links: self.of_one_series(self.of_plan(plan, &[earlier])),
            changes: Vec::new(),
        };
        (0..plans.len()).into_par_iter().flat_map_iter(of_plan).map(revision).collect()
    }

    /// Plans of one series stand in the same order, so that what is new in a place is taken for a partial counterpart of
    /// what stood there: one counts where neither clause has a clear one, and the two share words.
    fn of_one_series(&self, mut links: Vec<Link>) -> Vec<Link> {
        let clear = links.iter().filter(|link| link.grade == Grade::Clear);
        let known: HashSet<ClauseId> = clear.flat_map(|link| [link.child.clone(), link.parent.clone()]).collect();
        let shares = |link: &Link| {
            let child = self.texts.by_id.get(link.child.as_str());
            let words = link.evidence.iter().map(|evidence| evidence.child);
            child.is_some_and(|child| share_of(child.without_units(), words) >= SHARED)
        };
        links.retain(|link| {
            let alone = !known.contains(&link.child) && !known.contains(&link.parent);
            link.grade == Grade::Clear || alone && shares(link)
        });
        links
    }

    /// From the clauses of a plan to those of some others, in the order of both.
    fn of_plan(&self, child: usize, uppers: &[usize]) -> Vec<Link> {
        let Self { corpus, texts, rarity, .. } = *self;
        if uppers.is_empty() || texts.linkable[child].is_empty() {
            return Vec::new();
        }
        let own = PlanProfile::of(texts, child, rarity);
        let mut links: Vec<(usize, Link)> = Vec::new();
        for &upper in uppers {
            let profile = self.profiles[upper].get_or_init(|| PlanProfile::of(texts, upper, rarity));
            links.extend(score::correspondences(&own, profile, rarity).into_iter().map(|found| {
                let clauses = (texts.linkable[child][found.child], texts.linkable[upper][found.parent]);
                (found.child, link((&corpus.plans[child], &corpus.plans[upper]), clauses, found.score))
            }));
        }
        // Stable: for one child the plans above stay in order.
        links.sort_by_key(|(clause, _)| *clause);
        links.into_iter().map(|(_, link)| link).collect()
    }
}

/// The link of two clauses with this score.
pub(super) fn link((lower, upper): (&Plan, &Plan), (child, parent): (&Clause, &Clause), score: f64) -> Link {
    Link {
        child: child.id.clone(),
        parent: parent.id.clone(),
        score,
        grade: if score >= score::CLEAR { Grade::Clear } else { Grade::Partial },
        earlier: lower.signed.zip(upper.signed).is_some_and(|(lower, upper)| lower < upper),
        evidence: evidence(child, parent),
        checked: None,
    }
}

/// The passages that both clauses share; where there are none, the words for the same concepts that both use.
fn evidence(child: &Clause, parent: &Clause) -> Vec<Evidence> {
    let (a, b) = (child.without_units(), parent.without_units());
    let mut shared = shared_passages(a, b);
    if shared.is_empty() {
        shared = CONCEPTS.shared_words(a, b);
    }
    shared.into_iter().map(|(child, parent)| Evidence { child, parent }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile;
    use crate::model::{Level, samples};

    fn plan(id: &str, level: Level, place: &str, code: Option<&str>, parent: Option<&str>, signed: &str) -> Plan {
        Plan {
            title: String::new(),
            place: place.to_owned(),
            level,
            parent_place: parent.map(str::to_owned),
            signed: signed.parse().ok(),
            ..samples::plan(id, code)
        }
    }

    fn clause(plan: &str, path: &str, text: &str) -> Clause {
        let heading = text.split_once('。').filter(|(_, rest)| !rest.is_empty()).map(|(heading, _)| heading);
        Clause { units: Vec::new(), ..compile::samples::clause(&format!("{plan}/{path}"), heading, text) }
    }

    fn corpus() -> Corpus {
        let plans = vec![
            plan("china-2024", Level::Nation, "全国", None, None, "2024-07-28"),
            plan("quanzhou-2025", Level::Prefecture, "泉州市", Some("350500"), Some("福建省"), "2025-04-10"),
            plan("sanming-2023", Level::Prefecture, "三明市", Some("350400"), Some("福建省"), "2023-07-20"),
            plan("dehua-2025", Level::County, "德化县", Some("350526"), Some("泉州市"), "2025-02-26"),
        ];
        let clauses = [
            (
                "china-2024",
                "2.1",
                "保障随迁子女在流入地受教育权利。以公办学校为主将随迁子女纳入流入地义务教育保障范围，持续提高随迁子女在公办学校就读比例。优化区域教育资源配置。",
            ),
            (
                "china-2024",
                "2.2",
                "健全进城落户农民农村权益维护政策。依法维护进城落户农民的土地承包权、宅基地使用权、集体收益分配权，不得以退出上述权益作为农民进城落户的条件，探索建立自愿有偿退出的办法。",
            ),
            (
                "china-2024",
                "5.1",
                "推进城镇老旧小区改造。扎实推进2000年底前建成的需改造城镇老旧小区改造任务，有序实施城镇房屋建筑更新改造和加固工程，加强无障碍环境建设和适老化改造。",
            ),
            (
                "china-2024",
                "5.2",
                "加强城市洪涝治理。加强雨水管网和泵站建设改造，开展排涝通道系统整治，稳妥推进雨污分流改造和海绵城市建设。",
            ),
            (
                "quanzhou-2025",
                "2.3",
                "优化教育资源布局，义务教育阶段随迁子女在公办学校就读率保持在95%以上。（责任单位：市教育局）",
            ),
            (
                "quanzhou-2025",
                "5.31",
                "加强排水防涝设施建设与改造，每年新改建雨水管网60公里。（责任单位：市住建局、城管局）",
            ),
            (
                "sanming-2023",
                "3.22",
                "推进全国第三批海绵城市建设示范城市建设，加强排水防涝设施建设与改造。（市城管局）",
            ),
            ("sanming-2023", "4.39", "健全科技特派员制度政策体系，加强科技特派员培训载体建设。（市科技局）"),
            (
                "dehua-2025",
                "2.3",
                "保障随迁子女受教育权利。优化教育资源布局、动态调整学位机制，义务教育阶段随迁子女在公办学校就读率保持在100%。（责任单位：县教育局）",
            ),
            (
                "dehua-2025",
                "4.14",
                "加强城市安全韧性建设。加强排水防涝设施建设与改造，每年新建雨水管网2.5公里。（责任单位：县城管执法局）",
            ),
        ];
        let clauses = clauses.map(|(plan, path, text)| clause(plan, path, text)).to_vec();
        Corpus { plans, clauses, ..Corpus::default() }
    }

    #[test]
    fn clauses_are_linked_to_all_plans_above() {
        let links = link_plans(&corpus()).links;
        let found: Vec<(&str, &str, bool)> =
            links.iter().map(|link| (link.child.as_str(), link.parent.as_str(), link.earlier)).collect();
        let expected = [
            ("quanzhou-2025/2.3", "china-2024/2.1", false),
            ("quanzhou-2025/5.31", "china-2024/5.2", false),
            ("sanming-2023/3.22", "china-2024/5.2", true),
            ("dehua-2025/2.3", "quanzhou-2025/2.3", true),
            ("dehua-2025/2.3", "china-2024/2.1", false),
            ("dehua-2025/4.14", "quanzhou-2025/5.31", true),
            ("dehua-2025/4.14", "china-2024/5.2", false),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn links_and_siblings_show_what_is_shared() {
        let corpus = corpus();
        let Linked { links, siblings, .. } = link_plans(&corpus);
        let text = |id: &str| corpus.clauses.iter().find(|clause| clause.id == id).map(|clause| clause.text.as_str());
        let quotes = |a: &str, b: &str, evidence: &[Evidence]| -> Vec<String> {
            let (a, b) = (text(a).unwrap(), text(b).unwrap());
            evidence
                .iter()
                .inspect(|e| assert_eq!(e.child.of(a), e.parent.of(b)))
                .map(|e| e.child.of(a).to_owned())
                .collect()
        };
        let link = links.iter().find(|link| link.child == "quanzhou-2025/5.31").unwrap();
        assert_eq!(quotes(&link.child, &link.parent, &link.evidence), ["雨水管网"]);
        let [sibling] = siblings.as_slice() else { panic!("{siblings:?}") };
        assert_eq!((sibling.a.as_str(), sibling.b.as_str()), ("quanzhou-2025/5.31", "sanming-2023/3.22"));
        assert_eq!(quotes(&sibling.a, &sibling.b, &sibling.evidence), ["加强排水防涝设施建设与改造"]);
    }

    #[test]
    fn an_empty_corpus_has_no_links() {
        assert_eq!(link_plans(&Corpus::default()), Linked::default());
    }

    #[test]
    fn plans_above_follow_codes_then_names() {
        let plans = [
            plan("china-2024", Level::Nation, "全国", None, None, ""),
            plan("fujian-2024", Level::Province, "福建省", Some("350000"), Some("全国"), ""),
            plan("fuzhou-2025", Level::Prefecture, "福州市", Some("350100"), Some("福建省"), ""),
            plan("quanzhou-2025", Level::Prefecture, "泉州市", Some("350500"), Some("福建省"), ""),
            plan("dehua-2025", Level::County, "德化县", Some("350526"), Some("泉州市"), ""),
            plan("pudong-2025", Level::County, "浦东新区", Some("310115"), Some("上海市"), ""),
            plan("unknown-2025", Level::County, "某县", None, Some("泉州市"), ""),
        ];
        for (child, expected) in [
            ("china-2024", ""),
            ("fujian-2024", "china-2024"),
            ("quanzhou-2025", "fujian-2024 china-2024"),
            ("dehua-2025", "quanzhou-2025 fujian-2024 china-2024"),
            ("pudong-2025", "china-2024"),
            ("unknown-2025", "quanzhou-2025 fujian-2024 china-2024"),
        ] {
            let n = plans.iter().position(|plan| plan.id == child).unwrap();
            let above: Vec<&str> = Above::of(&plans).plans_above(n).iter().map(|&n| plans[n].id.as_str()).collect();
            assert_eq!(above.join(" "), expected, "{child}");
        }
    }
}
