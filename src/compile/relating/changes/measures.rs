//! The measures of a clause: the parts of its sentences that each say one thing to be done.
//!
//! In: a clause. Out: spans of its text, in order, none overlapping. Invariant: a measure reads as a whole phrase:
//! it never begins or ends within quotation marks or brackets, and what only leads up to a measure (到2028年, 以…为重点,
//! 在…前提下) stays with it. Headings, brackets of units and sentences of nothing but a date are none.

use crate::compile::pattern::pattern;
use crate::model::{Clause, Span};
use crate::text::ngrams::is_informative;
use crate::text::sentences::ends_phrase;
use regex::Regex;
use std::sync::LazyLock;

/// Fewer informative characters are no measure of their own.
const SHORTEST: usize = 6;

/// A measure that has become longer, in characters, takes in no further part; whole sentences of real plans have up to four
/// hundred.
const LONGEST: u32 = 500;

/// What only leads up to the measure after it.
static LEADS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:(?:以.*(?:为|为.{0,2}(?:重点|主体|抓手|载体|导向|核心|牵引|契机|主|基础|依据|标识)|导向))",
        r"|(?:将.*作为(?:重点|抓手|主体))",
        r"|(?:(?:到|截至)?20\d\d年.{0,4})",
        r"|(?:经过.*努力)",
        r"|(?:(?:各[^，]{1,10}要?|要|并|同时)?(?:按照|围绕|针对|结合|依托|聚焦|根据|通过|对|在|除|凡|对于|把握|坚持).*)",
        r"|(?:为.*(?:精神|要求|部署))",
        r"|(?:.*(?:时|的|前提下|基础上|情况下|条件下))",
        r"|(?:同时|此外|其中))$",
    ))
});

/// A part that names who must do something goes on from the part before: 当地教育行政部门应….
static GOES_ON: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[^、“（]{2,10}[应须](?:当)?[^对]"));

/// Conjunctions that tie a measure to the one before; as a quotation it stands better without.
const TIES: [&str; 5] = ["并且", "并", "同时", "以及", "要"];

/// The measures of `clause`.
pub fn measures(clause: &Clause) -> Vec<Vec<Span>> {
    let chars: Vec<char> = clause.text.chars().collect();
    sentences(&chars, clause.body()).iter().map(|parts| of_sentence(&chars, parts)).filter(|m| !m.is_empty()).collect()
}

/// The parts of each sentence, cut at commas and stops outside quotation marks and brackets.
fn sentences(chars: &[char], body: Span) -> Vec<Vec<Span>> {
    let (mut sentences, mut parts) = (Vec::new(), Vec::new());
    let mut depth = 0_u32;
    let mut start = body.0;
    for at in body.0..body.1 {
        match chars[at as usize] {
            '（' | '〔' | '“' | '《' | '‘' => depth += 1,
            '）' | '〕' | '”' | '》' | '’' => depth = depth.saturating_sub(1),
            '\n' => depth = 0,
            _ => {}
        }
        let c = chars[at as usize];
        if depth > 0 || !(ends_phrase(c) || c == '：') {
            continue;
        }
        parts.push(Span(start, at));
        start = at + 1;
        if c != '，' {
            sentences.push(std::mem::take(&mut parts));
        }
    }
    parts.push(Span(start, body.1));
    sentences.push(parts);
    sentences
}

fn of_sentence(chars: &[char], parts: &[Span]) -> Vec<Span> {
    let text = |span: Span| chars[span.0 as usize..span.1 as usize].iter().collect::<String>();
    let length = |span: Span| text(span).chars().filter(|&c| is_informative(c)).count();
    let matches = |words: &Regex, span| words.is_match(&text(span));
    let mut measures: Vec<Span> = Vec::new();
    for &part in parts.iter().filter(|part| length(**part) > 0) {
        let joined = measures.last().is_some_and(|last| {
            last.len() < LONGEST
                && (length(part) < SHORTEST
                    || length(*last) < SHORTEST
                    || matches(&GOES_ON, part)
                    || matches(&LEADS, *last))
        });
        match measures.last_mut() {
            Some(last) if joined => last.1 = part.1,
            _ => measures.push(part),
        }
    }
    measures.retain(|span| length(*span) >= SHORTEST);
    measures.into_iter().map(|span| without_tie(chars, span)).collect()
}

fn without_tie(chars: &[char], span: Span) -> Span {
    let text = &chars[span.0 as usize..span.1 as usize];
    let tie = TIES.iter().find(|tie| text.starts_with(&tie.chars().collect::<Vec<_>>()));
    let length = tie.map_or(0, |tie| tie.chars().count());
    let rest = text[length..].iter().take_while(|c| !is_informative(**c) && !"“《".contains(**c)).count();
    Span(span.0 + (length + rest) as u32, span.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::samples;

    fn check(text: &str, expected: &[&str]) {
        let heading = text.split_once('。').filter(|(_, rest)| !rest.is_empty()).map(|(heading, _)| heading);
        let clause = samples::clause("x-2025/1", heading, text);
        let found: Vec<&str> = measures(&clause).iter().flatten().map(|span| span.of(&clause.text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_measure_says_one_thing() {
        check(
            "加强随迁子女教育保障。启动教育专项规划修编，优化教育资源布局。2025年，普惠性幼儿园覆盖率保持在96%以上。（责任单位：市教育局，市委编办）",
            &["启动教育专项规划修编", "优化教育资源布局", "2025年，普惠性幼儿园覆盖率保持在96%以上"],
        );
        check(
            "改造。以“一老一小”人群需求为重点，推进社区嵌入式服务设施建设，并加强“增品种，提品质”专项行动；稳步推进。",
            &["以“一老一小”人群需求为重点，推进社区嵌入式服务设施建设", "加强“增品种，提品质”专项行动"],
        );
        check(
            "入学。随迁子女申请转学回户籍所在地学校，当地教育行政部门应依法统筹安排。同时，支持乡镇联建片区申报。",
            &["随迁子女申请转学回户籍所在地学校，当地教育行政部门应依法统筹安排", "支持乡镇联建片区申报"],
        );
    }
}
