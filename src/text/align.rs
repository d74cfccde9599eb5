//! What two texts have in common, word for word.
//!
//! In: two texts, usually two clauses. Out: the passages that stand in both, as spans of Unicode scalar
//! values, and the share of a text that they make up. Punctuation and white space are looked through: a passage
//! goes on where one text has a comma and the other none. A passage begins and ends with an informative
//! character, has at least [`SHORTEST`] of them and more than turns of phrase that every plan has
//! (积极推进, 加快建设). Passages of one text never overlap each other.

use super::ngrams::{Bigram, is_informative};
use crate::model::Span;
use crate::order::Order;

/// Fewest informative characters of a passage.
pub const SHORTEST: usize = 4;

/// Fewest characters of a passage that are not [`TURNS`] of phrase.
const OWN_WORDS: usize = 3;

/// A pair of characters that stands more often in a text begins no passage: such a text is no prose, and looking for all
/// its runs would take the product of two lengths. Real clauses have one up to thirty times.
const MOST_REPEATED: usize = 100;

/// A piece of a passage cut off by punctuation is left out when it is shorter than this.
const LOOSE_END: usize = 3;

/// Characters that a passage neither begins nor ends with.
const PARTICLES: &[char] = &['的', '和', '与', '及', '等', '并', '了'];

/// Words that any measure of any plan may have, and that therefore say nothing about what two clauses share; sorted.
const TURNS: &[&str] = &[
    "不断",
    "与",
    "严格",
    "为",
    "为主",
    "主动",
    "以上",
    "优化",
    "体系",
    "作用",
    "促进",
    "健全",
    "全县",
    "全国",
    "全市",
    "全省",
    "全面",
    "具备",
    "切实",
    "创新",
    "到",
    "制定",
    "前",
    "力争",
    "力度",
    "加大",
    "加强",
    "加快",
    "区",
    "县",
    "及",
    "发展",
    "发挥",
    "各",
    "合理",
    "和",
    "因地制宜",
    "在",
    "坚持",
    "增强",
    "完善",
    "实施",
    "实现",
    "对",
    "将",
    "工作",
    "市",
    "年",
    "并",
    "底",
    "建立",
    "建设",
    "开展",
    "引导",
    "强化",
    "持续",
    "探索",
    "推动",
    "推行",
    "推进",
    "提升",
    "提高",
    "支持",
    "政策",
    "有关",
    "有序",
    "有效",
    "机制",
    "条件",
    "构建",
    "水平",
    "深入",
    "深化",
    "的",
    "相关",
    "省",
    "积极",
    "稳步",
    "符合",
    "等",
    "结合",
    "统筹",
    "能力",
    "范围",
    "落实",
    "行动",
    "规范",
    "质量",
    "进一步",
    "逐步",
    "重点",
    "鼓励",
];

/// The passages that `a` and `b` share, longest first where they compete, in the order of `a`.
///
/// The first span of a pair is in `a`, the second in `b`; spans of one text do not overlap.
pub fn shared_passages(a: &str, b: &str) -> Vec<(Span, Span)> {
    let (a, b) = (Informative::of(a), Informative::of(b));
    let mut runs = maximal_runs(&a.chars, &b.chars);
    runs.order_by_key(|run| (std::cmp::Reverse(run.len), run.a, run.b));
    let (mut taken_a, mut taken_b) = (vec![false; a.chars.len()], vec![false; b.chars.len()]);
    let mut passages = Vec::new();
    for run in runs {
        // What a longer passage has taken is cut off; the longest piece left stands for the run.
        let free = |n: &usize| !taken_a[run.a + n] && !taken_b[run.b + n];
        let Some((start, len)) = longest_stretch(run.len, free) else { continue };
        let Some(piece) = (Run { a: run.a + start, b: run.b + start, len }).without_loose_ends(&a, &b) else {
            continue;
        };
        if piece.len < SHORTEST || own_words(&a.chars[piece.a..piece.a + piece.len]) < OWN_WORDS {
            continue;
        }
        taken_a[piece.a..piece.a + piece.len].fill(true);
        taken_b[piece.b..piece.b + piece.len].fill(true);
        passages.push((a.span(piece.a, piece.len), b.span(piece.b, piece.len)));
    }
    passages.order();
    passages
}

/// Share (0–1) of the informative characters of `text` that stand in `passages`, spans of it that do not overlap.
pub fn share_of(text: &str, passages: impl IntoIterator<Item = Span>) -> f64 {
    let informative: Vec<bool> = text.chars().map(is_informative).collect();
    let count = |span: Span| {
        let (start, end) = (span.0 as usize, (span.1 as usize).min(informative.len()));
        informative.get(start..end).map_or(0, |part| part.iter().filter(|&&i| i).count())
    };
    let all = informative.iter().filter(|&&i| i).count();
    if all == 0 { 0.0 } else { passages.into_iter().map(count).sum::<usize>() as f64 / all as f64 }
}

/// Share (0–1) of the informative characters of `text` that are copied from `other`, or the other way round.
pub fn copied_share(text: &str, other: &str) -> f64 {
    share_of(text, shared_passages(text, other).into_iter().map(|(span, _)| span))
}

/// `text` without punctuation, and where its characters stand.
struct Informative {
    chars: Vec<char>,
    /// Place of each in the text, in Unicode scalar values.
    places: Vec<u32>,
}

impl Informative {
    fn of(text: &str) -> Self {
        let (places, chars) =
            text.chars().enumerate().filter(|&(_, c)| is_informative(c)).map(|(i, c)| (i as u32, c)).unzip();
        Self { chars, places }
    }

    fn span(&self, start: usize, len: usize) -> Span {
        Span(self.places[start], self.places[start + len - 1] + 1)
    }

    /// Whether a cut before this character would go through a figure (9|5%, 202|8年).
    fn in_figure(&self, n: usize) -> bool {
        let (Some(before), Some(after)) = (n.checked_sub(1).and_then(|n| self.chars.get(n)), self.chars.get(n)) else {
            return false;
        };
        before.is_ascii_digit() && (after.is_ascii_digit() || *after == '%')
    }

    /// Whether punctuation stands between this character and the one before.
    fn breaks_before(&self, n: usize) -> bool {
        n > 0 && self.places[n] != self.places[n - 1] + 1
    }
}

/// `len` characters equal in both texts, from `a` in the one and `b` in the other.
#[derive(Clone, Copy)]
struct Run {
    a: usize,
    b: usize,
    len: usize,
}

impl Run {
    /// Cuts off what hangs over punctuation by a character or two, and figures of which a part differs; none left,
    /// none returned.
    fn without_loose_ends(self, a: &Informative, b: &Informative) -> Option<Self> {
        let (mut start, mut end) = (0, self.len);
        let figure = |n: &usize| matches!(a.chars[self.a + n], '0'..='9' | '%');
        if a.in_figure(self.a) || b.in_figure(self.b) {
            start += (start..end).take_while(figure).count();
        }
        if a.in_figure(self.a + end) || b.in_figure(self.b + end) {
            end -= (start..end).rev().take_while(figure).count();
        }
        let broken = |n: &usize| a.breaks_before(self.a + n) || b.breaks_before(self.b + n);
        start = (start + 1..end.min(start + LOOSE_END)).rev().find(broken).unwrap_or(start);
        end = (end.saturating_sub(LOOSE_END - 1).max(start + 1)..end).find(broken).unwrap_or(end);
        let particle = |n: &usize| PARTICLES.contains(&a.chars[self.a + n]);
        start += (start..end).take_while(particle).count();
        end -= (start..end).rev().take_while(particle).count();
        (end > start).then(|| Self { a: self.a + start, b: self.b + start, len: end - start })
    }
}

/// All runs that can be made no longer, of at least [`SHORTEST`] characters.
fn maximal_runs(a: &[char], b: &[char]) -> Vec<Run> {
    let mut places: Vec<(Bigram, usize)> =
        b.windows(2).enumerate().map(|(j, pair)| (Bigram(pair[0], pair[1]), j)).collect();
    places.sort_unstable();
    let mut runs = Vec::new();
    for (i, pair) in a.windows(2).enumerate() {
        let pair = Bigram(pair[0], pair[1]);
        let from = places.partition_point(|(other, _)| *other < pair);
        let stands = |n: usize| places.get(n).is_some_and(|(other, _)| *other == pair);
        if stands(from + MOST_REPEATED) {
            continue;
        }
        for &(_, j) in places[from..].iter().take_while(|(other, _)| *other == pair) {
            if i > 0 && j > 0 && a[i - 1] == b[j - 1] {
                continue;
            }
            let len = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
            if len >= SHORTEST {
                runs.push(Run { a: i, b: j, len });
            }
        }
    }
    runs
}

/// Start and length of the longest stretch of `0..len` that is `free`, the first of equals.
fn longest_stretch(len: usize, free: impl Fn(&usize) -> bool) -> Option<(usize, usize)> {
    let mut best = None;
    let mut start = 0;
    while start < len {
        let stretch = (start..len).take_while(&free).count();
        if stretch > best.map_or(0, |(_, longest)| longest) {
            best = Some((start, stretch));
        }
        start += stretch + 1;
    }
    best
}

/// Number of characters other than digits that no turn of phrase covers.
fn own_words(chars: &[char]) -> usize {
    turns(chars).into_iter().zip(chars).filter(|(turn, c)| !turn && !c.is_ascii_digit()).count()
}

/// For each character whether a turn of phrase covers it that any measure may have (积极推进, 进一步); longer ones go
/// first.
pub fn turns(chars: &[char]) -> Vec<bool> {
    let mut covered = vec![false; chars.len()];
    let mut at = 0;
    while at < chars.len() {
        let len = turn_at(&chars[at..]);
        covered[at..at + len].fill(true);
        at += len.max(1);
    }
    covered
}

/// Length of the longest turn of phrase with which a text begins; 0 where it begins with none.
pub fn turn_at(chars: &[char]) -> usize {
    let stands = |turn: &&&str| {
        let mut rest = chars.iter();
        turn.chars().all(|c| rest.next() == Some(&c))
    };
    let first = |turn: &&str| turn.chars().next();
    let from = TURNS.partition_point(|turn| first(turn) < chars.first().copied());
    let same = TURNS[from..].iter().take_while(|turn| first(turn) == chars.first().copied());
    same.filter(stands).map(|turn| turn.chars().count()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_what_both_texts_say() {
        for (a, b, expected) in [
            ("", "", vec![]),
            ("积极推进建设", "积极推进建设", vec![]),
            (
                "义务教育阶段随迁子女在公办学校就读率保持在100%。",
                "满足需求，义务教育阶段随迁子女在公办学校就读率保持在95%以上。",
                vec!["义务教育阶段随迁子女在公办学校就读率保持在"],
            ),
            // Punctuation is looked through, but no passage hangs over it by a word.
            (
                "健全社保制度，全面取消在就业地参保户籍限制、完善社保关系转移接续政策。积极引导",
                "全面取消农业转移人口在就业地参保户籍限制，完善社保关系转移接续政策，积极参保",
                vec!["在就业地参保户籍限制、完善社保关系转移接续政策"],
            ),
            // Figures are shared whole or not at all.
            ("到2028年一级达标高中95%以上", "到2025年一级达标高中93%以上", vec!["年一级达标高中"]),
            ("提升高中办学水平，到2028年底", "提升高中办学水平。到2025年底", vec!["提升高中办学水平"]),
            // What is said twice on one side is paired once.
            ("老旧小区改造，老旧小区改造", "老旧小区改造", vec!["老旧小区改造"]),
            ("地下综合管廊，燃气管道治理", "燃气管道治理和地下综合管廊", vec!["地下综合管廊", "燃气管道治理"]),
        ] {
            let passages = shared_passages(a, b);
            let found: Vec<&str> = passages.iter().map(|(span, _)| span.of(a)).collect();
            assert_eq!(found, expected, "{a} | {b}");
            let bare = |s: &str| s.chars().filter(|&c| is_informative(c)).collect::<String>();
            for (x, y) in passages {
                assert_eq!(bare(x.of(a)), bare(y.of(b)));
            }
        }
    }

    #[test]
    fn turns_of_phrase_are_found_by_their_first_character() {
        assert!(TURNS.is_sorted());
        for (text, covered) in [("积极推进改造", "++++--"), ("进一步提升", "+++++"), ("为主要抓手", "++---"), ("", "")]
        {
            let found: String =
                turns(&text.chars().collect::<Vec<_>>()).iter().map(|turn| if *turn { '+' } else { '-' }).collect();
            assert_eq!(found, covered, "{text}");
        }
    }

    #[test]
    fn share_counts_informative_characters() {
        assert_eq!(copied_share("老旧小区改造。", "推进老旧小区改造"), 1.0);
        assert_eq!(copied_share("推进老旧小区改造", "老旧小区改造。"), 0.75);
        assert_eq!(copied_share("", "老旧小区改造。"), 0.0);
    }
}
