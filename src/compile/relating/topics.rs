//! The topics of a clause, told by cue words.
//!
//! In: the clauses of plans, in document order. Out: their `topics`, the primary one first, three more at most.
//! Invariant: a clause's topics follow from its own words, its units and the headings above it, never from other plans.
//!
//! The rule, as the method page tells it:
//!
//! 1. Each topic has cue words (`assets/topics.toml`): strong, plain and weak ones. Where one cue lies inside another,
//!    only the longer counts. The list of responsible units is no part of the text.
//! 2. A heading or a sentence speaks for a topic with a voice between 0 and 1: the more different cues, the nearer to 1.
//!    Topics that say how or where, not what (smart city, funding, towns …), speak more quietly: a sector beats the form
//!    it comes in.
//! 3. A clause's score for a topic is the voice of its heading plus the mean voice of its sentences, where the first
//!    sentence counts double and later ones less and less. Headings above it add a little, its units a trace.
//!    Headings that name no matter (发展方向, 重点任务, 政策措施) hand over to the heading above them.
//! 4. The highest score is the primary topic. Others count where their score comes near it, where a whole sentence is
//!    plainly about them, or where a heading above sets them for all that follows (都市圈, 城乡融合).
//! 5. What stands under 总体要求 or 主要目标 is about overall goals alone. Preamble and closing
//!    have no topic. An annex row looks up to the section that it breaks down. A clause whose words tell nothing takes the
//!    primary topic of what it stands under.

mod cues;

pub use cues::{Cue, Cues, Field, File, Line, Strength, TopicsError};

use crate::model::{Clause, ClauseId, ClauseKind, row_of};
use crate::text::sentences::ends_statement;
use std::collections::{BTreeMap, BTreeSet};

/// Fills `topics` of every clause, the primary one first; a clause that tells none keeps an empty list.
///
/// Clauses stand in document order, each after the one it stands under.
pub fn assign_topics(clauses: &mut [Clause], cues: &Cues) {
    let places: BTreeMap<ClauseId, usize> = clauses.iter().enumerate().map(|(at, c)| (c.id.clone(), at)).collect();
    for at in 0..clauses.len() {
        let above = above(clauses, &places, at);
        let mut topics = topics_of(&clauses[at], &above, cues);
        let silent = topics.is_empty() && clauses[at].has_own_text();
        if silent && !matches!(clauses[at].kind, ClauseKind::Preamble | ClauseKind::Closing) {
            topics.extend(above.first().and_then(|upper| upper.topics.first()).cloned());
        }
        clauses[at].topics = topics;
    }
}

/// The topics of `clause`, given the clauses that it stands under, the nearest first.
pub fn topics_of(clause: &Clause, above: &[&Clause], cues: &Cues) -> Vec<String> {
    if matches!(clause.kind, ClauseKind::Preamble | ClauseKind::Closing) {
        return Vec::new();
    }
    let id = |topic: usize| cues.topics[topic].topic.id.clone();
    let headings: Vec<&str> = [clause].iter().chain(above).filter_map(|c| c.heading.as_deref()).collect();
    let named = |words: &[String]| words.iter().any(|word| headings.iter().any(|heading| heading.contains(word)));
    let alone = cues.topics.iter().position(|field| named(&field.alone));
    if let Some(topic) = alone {
        return vec![id(topic)];
    }
    let mut evidence = Evidence::of(clause, above, cues);
    for (topic, field) in cues.topics.iter().enumerate() {
        evidence.0[topic].set_above = named(&field.place);
    }
    evidence.topics().into_iter().map(id).collect()
}

/// What a cue adds to a voice; with [`HALF`] in all it is half of a full one.
const fn weight(strength: Strength) -> f64 {
    match strength {
        Strength::Strong => 3.0,
        Strength::Plain => 2.0,
        Strength::Weak => 0.5,
    }
}

/// Sum of cue weights at which a voice is one half.
const HALF: f64 = 8.0;
/// How loud topics speak that say how or where, against those that say what.
const FORM: f64 = 0.8;
/// The first sentence against one in its place; each later one counts `LATER` of the one before, `LEAST` at least.
const FIRST: f64 = 2.0;
const LATER: f64 = 0.7;
const LEAST: f64 = 0.3;
/// A heading above against the clause's own; half of that for each further step up.
const ABOVE: f64 = 0.15;
/// All responsible units together.
const OFFICES: f64 = 0.03;
/// What a primary topic needs.
const CLEAR: f64 = 0.15;
/// What another topic needs, as a share of the primary one's score and in itself.
const NEAR: f64 = 0.4;
const ENOUGH: f64 = 0.25;
/// Voice at which a sentence is plainly about a topic.
const PLAINLY: f64 = 0.4;
const MOST_OTHERS: usize = 3;

/// What speaks for each topic, by its index.
struct Evidence(Vec<Told>);

#[derive(Clone, Copy, Default)]
struct Told {
    score: f64,
    /// One of its strong cues stands in the clause or its heading.
    strong: bool,
    /// A sentence is plainly about it, and about no other topic more.
    own_sentence: bool,
    /// A heading sets it for everything below.
    set_above: bool,
}

impl Evidence {
    fn of(clause: &Clause, above: &[&Clause], cues: &Cues) -> Self {
        let mut evidence = Self(vec![Told::default(); cues.topics.len()]);
        evidence.add_headings(clause, above, cues);
        evidence.add_sentences(clause, cues);
        let share = OFFICES / clause.units.len().max(1) as f64;
        for unit in &clause.units {
            for (told, field) in evidence.0.iter_mut().zip(&cues.topics) {
                told.score += if field.offices.iter().any(|office| unit.contains(office)) { share } else { 0.0 };
            }
        }
        evidence
    }

    fn add_headings(&mut self, clause: &Clause, above: &[&Clause], cues: &Cues) {
        let own = clause.heading.as_deref().unwrap_or_default();
        self.add(&voices(own, cues), 1.0);
        // A heading without matter, and a row without heading, speak with the next heading above.
        let mut handed_over = cues.is_generic(own) || own.is_empty() && clause.kind == ClauseKind::Annex;
        let mut share = ABOVE;
        for heading in above.iter().filter_map(|c| c.heading.as_deref()).filter(|h| !cues.is_generic(h)) {
            let voices = voices(heading, cues);
            if std::mem::take(&mut handed_over) {
                self.add(&voices, 1.0);
            } else {
                self.add_scores(&voices, share);
            }
            share /= 2.0;
        }
    }

    fn add_sentences(&mut self, clause: &Clause, cues: &Cues) {
        let body = body(clause);
        let mut sentences: Vec<(f64, &str)> = Vec::new();
        let mut place = 1.0;
        for sentence in body.split(ends_statement).filter(|s| s.chars().nth(1).is_some()) {
            let first = if sentences.is_empty() { FIRST } else { 1.0 };
            sentences.push((first * f64::max(place, LEAST), sentence));
            place *= LATER;
        }
        let all: f64 = sentences.iter().map(|(place, _)| place).sum();
        for (place, sentence) in sentences {
            let voices = voices(sentence, cues);
            self.add(&voices, place / all);
            let loudest = (0..voices.len()).rev().max_by(|&a, &b| voices[a].loudness.total_cmp(&voices[b].loudness));
            if let Some(topic) = loudest {
                let plainly = voices[topic].loudness >= PLAINLY && voices[topic].strong;
                self.0[topic].own_sentence |= plainly;
            }
        }
    }

    fn add(&mut self, voices: &[Voice], share: f64) {
        self.add_scores(voices, share);
        for (told, voice) in self.0.iter_mut().zip(voices) {
            told.strong |= voice.strong;
        }
    }

    fn add_scores(&mut self, voices: &[Voice], share: f64) {
        for (told, voice) in self.0.iter_mut().zip(voices) {
            told.score += share * voice.loudness;
        }
    }

    /// Indices of the topics that count, the primary one first, the others by score.
    fn topics(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.0.len()).collect();
        order.sort_by(|&a, &b| self.0[b].score.total_cmp(&self.0[a].score));
        let Some(&primary) = order.first().filter(|&&topic| self.0[topic].score >= CLEAR) else {
            return Vec::new();
        };
        let enough = f64::max(ENOUGH, NEAR * self.0[primary].score);
        let counts = |topic: &usize| {
            let told = self.0[*topic];
            told.set_above || told.own_sentence || told.strong && told.score >= enough
        };
        let others = order.iter().copied().skip(1).filter(counts).take(MOST_OTHERS);
        std::iter::once(primary).chain(others).collect()
    }
}

/// What a heading or sentence says for one topic.
#[derive(Clone, Copy, Default)]
struct Voice {
    /// 0 to 1.
    loudness: f64,
    strong: bool,
}

/// The voice of each topic in `text`, by its index. A cue that stands there twice counts once.
fn voices(text: &str, cues: &Cues) -> Vec<Voice> {
    let mut sums = vec![0.0; cues.topics.len()];
    let mut voices = vec![Voice::default(); cues.topics.len()];
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for cue in cues.find(text) {
        if !seen.insert(&cue.word) {
            continue;
        }
        for &(topic, strength) in &cue.votes {
            sums[topic] += weight(strength) * if cues.topics[topic].is_form { FORM } else { 1.0 };
            voices[topic].strong |= strength == Strength::Strong;
        }
    }
    for (voice, sum) in voices.iter_mut().zip(sums) {
        voice.loudness = sum / (sum + HALF);
    }
    voices
}

/// The text of a clause without its heading and its responsible units.
fn body(clause: &Clause) -> String {
    let mut apart = clause.parts.heading.iter().chain(&clause.parts.units).peekable();
    let mut within = |at: u32| {
        while apart.next_if(|span| span.1 <= at).is_some() {}
        apart.peek().is_some_and(|span| span.0 <= at)
    };
    clause.text.chars().zip(0..).filter(|(_, at)| !within(*at)).map(|(c, _)| c).collect()
}

/// What a clause stands under, the nearest first; for an annex row the section of the body that it breaks down.
fn above<'a>(clauses: &'a [Clause], places: &BTreeMap<ClauseId, usize>, at: usize) -> Vec<&'a Clause> {
    let clause = &clauses[at];
    let section = row_of(&clause.path).map(|path| ClauseId::new(&clause.plan, path));
    let mut next = section.filter(|id| places.contains_key(id)).or_else(|| clause.parent.clone());
    let mut above = Vec::new();
    while let Some(upper) = next.and_then(|id| places.get(&id)).map(|&place| &clauses[place]) {
        above.push(upper);
        // A chain that runs in a circle would be a fault of the outline; it must not hang the program.
        next = upper.parent.clone().filter(|_| above.len() < 16);
    }
    above
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::samples;

    fn clause(path: &str, parent: Option<&str>, kind: ClauseKind, heading: Option<&str>, text: &str) -> Clause {
        Clause {
            parent: parent.map(|p| ClauseId::new("p", p)),
            kind,
            ..samples::clause(&format!("p/{path}"), heading, text)
        }
    }

    /// Topics of `text` under a chapter with this heading.
    fn topics(chapter: &str, heading: Option<&str>, text: &str) -> Vec<String> {
        let text = format!("{}{text}", heading.map(|h| format!("{h}。")).unwrap_or_default());
        let mut clauses = [
            clause("1", None, ClauseKind::Chapter, Some(chapter), chapter),
            clause("1.1", Some("1"), ClauseKind::Section, heading, &text),
        ];
        assign_topics(&mut clauses, Cues::shipped());
        clauses[1].topics.clone()
    }

    #[test]
    fn words_tell_topics() {
        for (chapter, heading, text, expected) in [
            (
                "实施新一轮农业转移人口市民化行动",
                None,
                "建立灵活就业人员参加住房公积金制度，完善依协议自愿缴存、转换和退出的缴存机制。（责任单位：市住房公积金管理中心）",
                "housing",
            ),
            (
                "实施新一轮农业转移人口市民化行动",
                Some("保障随迁子女在流入地受教育权利"),
                "以公办学校为主将随迁子女纳入流入地义务教育保障范围，加大公办学校学位供给力度。",
                "education",
            ),
            (
                "实施都市圈高质量建设行动",
                None,
                "建设区域影像云平台，推动医学检查检验结果跨地区、跨机构共享互认。",
                "health metropolitan",
            ),
            (
                "推进城镇基础设施向乡村延伸",
                None,
                "持续推进城乡供水一体化建设，新建扩建规模化水厂8个。",
                "resilience rural",
            ),
            ("总体要求", None, "坚持稳中求进工作总基调，推动县城产业园区建设。", "goals"),
            ("实施都市圈高质量建设行动", Some("重点任务"), "", "metropolitan"),
        ] {
            assert_eq!(topics(chapter, heading, text).join(" "), expected, "{text}");
        }
    }

    /// Headings as they stand in plans of the nation and of many places.
    #[test]
    fn headings_of_the_genre_tell_topics() {
        for (topic, headings) in [
            ("hukou", "深化户籍制度改革 完善积分落户制度 推动基本公共服务均等化"),
            ("employment", "提高农业转移人口劳动技能素质 根治拖欠农民工工资 加强零工市场建设"),
            ("education", "强化随迁子女基本公共教育保障 推动县中振兴 推进城乡义务教育优质均衡发展"),
            ("housing", "完善城市住房体系 扩大保障性租赁住房供给"),
            ("social-security", "巩固提高社会保险统筹层次和参保覆盖率 加强困难群众兜底保障"),
            ("health", "推进紧密型县域医共体建设 构建公共卫生防控救治体系"),
            ("elderly-childcare", "发展养老托育服务 建设儿童友好城市"),
            ("integration", "促进农业转移人口社会融入 建设青年发展型城市"),
            ("land-rights", "维护进城落户农民合法权益 深化农村集体产权制度改革"),
            ("incentives", "健全农业转移人口市民化配套政策体系 加大财政转移支付支持力度"),
            ("industry", "增强县城产业支撑能力 健全商贸流通网络 促进专精特新企业发展"),
            ("towns", "推进以县城为重要载体的城镇化建设 增强小城市发展活力 推进强镇扩权改革"),
            ("metropolitan", "有序培育现代化都市圈 深化东西部协作"),
            ("transport", "完善市政交通设施 畅通对外连接通道"),
            ("renewal", "有序推进城市更新改造 推动老旧小区改造 推进完整社区建设"),
            ("resilience", "加大内涝治理力度 推进管网更新改造和地下管廊建设 加强城镇自建房安全整治"),
            ("green", "推进生产生活低碳化 增强污水收集处理能力 加快新能源汽车充电桩建设"),
            ("smart", "推进智慧化改造 推进千兆光网和5G网络建设"),
            ("land", "提高建设用地利用效率 强化国土空间规划引领"),
            ("finance", "健全投融资机制 用好地方政府专项债券 鼓励社会资本参与"),
            ("rural", "引导城市人才入乡发展 推动城镇公共服务向乡村覆盖 多渠道增加农民收入"),
            ("culture", "加强历史文化保护传承 优化文化体育设施 完善全民健身设施"),
            ("governance", "加强党的领导 开展监测评估 强化督导考核"),
        ] {
            for heading in headings.split(' ') {
                assert_eq!(topics("", Some(heading), "").first().map(String::as_str), Some(topic), "{heading}");
            }
        }
    }

    #[test]
    fn a_whole_sentence_is_heard() {
        let text = "加大技能提升补贴等就业扶持政策力度，城镇新增就业50万人。建设零工市场。\
                    加大失业保险保障力度，推行按工程项目参加工伤保险。";
        assert_eq!(topics("", Some("推动农业转移人口高质量充分就业"), text), ["employment", "social-security"]);
    }

    #[test]
    fn rows_look_up_to_their_section() {
        let mut clauses = [
            clause("2", None, ClauseKind::Chapter, Some("实施城镇化水平提升行动"), "实施城镇化水平提升行动"),
            clause("2.3", Some("2"), ClauseKind::Section, Some("完善住房保障体系"), "完善住房保障体系。建设公租房。"),
            clause("annex.2.3", None, ClauseKind::Annex, None, "续建项目，确保年底前竣工。"),
            clause("closing", None, ClauseKind::Closing, None, "本方案自印发之日起施行，建设公租房。"),
        ];
        assign_topics(&mut clauses, Cues::shipped());
        assert_eq!(clauses[2].topics, ["housing"]);
        assert!(clauses[3].topics.is_empty());
    }

    #[test]
    fn nothing_told_is_taken_from_above() {
        assert_eq!(topics("构建产业园区体系", None, "按季调度，按月通报。"), ["industry"]);
        assert!(topics("附则", None, "按季调度，按月通报。").is_empty());
    }
}
