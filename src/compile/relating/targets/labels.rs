//! Small rules of wording: labels without what only leads to them, and the scope of a whole place.

use crate::compile::lexicon::Class;
use crate::compile::words::{View, Words, closing, is_word, leading, length, mentions};
use crate::model::{Level, Plan};
use std::ops::Range;

/// Where a comparison with an earlier state begins: 比2020年, 较上年, 在现有基础, 由60%.
pub fn baseline(chars: View, subject: Range<usize>) -> Option<usize> {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    if let Some(i) = (subject.start..subject.end).find(|&i| {
        matches!(chars[i], '由' | '从')
            && (digit(i + 1) || chars.longest_at(i + 1, subject.end, Class::EarlierState).is_some())
    }) {
        return Some(i);
    }
    let (i, _) = chars.find(subject.start, subject.end, Class::Compared)?;
    // 可渗透地面面积占比2028年超过四成 compares nothing.
    (!(chars.at(i, "比2") && i > subject.start && matches!(chars[i - 1], '占' | '之'))).then_some(i)
}

/// A word of doing without its object: 举办, 累计.
pub fn is_verb_only(words: &str) -> bool {
    let words = Words::of(words);
    let words = words.all();
    let mut end = words.len();
    while let Some(word) = words.word_before(0, end, Class::Flow | Class::Quantity | Class::Opener | Class::VerbRest) {
        end -= word.length;
    }
    end == 0
}

/// The verb of doing that words begin with: 新建 of 新建口袋公园.
pub fn leading_verb(words: &str) -> Option<&'static str> {
    leading(words, Class::Flow)
}

/// The things of a list, each by its name: 普及率 and 污水处理率 of 普及率、污水处理率.
pub fn names(list: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut rest = list;
    while let Some(c) = rest.chars().next() {
        let word = leading(rest, Class::HoldsJoint).unwrap_or(&rest[..c.len_utf8()]);
        match names.last_mut() {
            Some(name) if !matches!(word, "、" | "和" | "与" | "及") => name.push_str(word),
            _ => names.push(String::new()),
        }
        rest = &rest[word.len()..];
    }
    names
}

/// The things of a list with the measure that all have: 出口占比 and 进口占比 of 出口和进口分别占比.
pub fn names_with_measure(label: &str) -> Option<Vec<String>> {
    let (list, measure) = label.split_once("分别").filter(|(_, measure)| !measure.is_empty())?;
    let names = names(list);
    (names.len() > 1).then(|| names.into_iter().map(|name| name + measure).collect())
}

/// 新改建雨水管道 of 新改建雨水管道及泵站, where 管道总长 tells how much of it.
pub fn undertaken(label: &str, subject: &str) -> Option<String> {
    let verb = leading_verb(label)?;
    let mut stem = subject;
    for extent in Class::ExtentName.words() {
        stem = stem.strip_suffix(extent).unwrap_or(stem);
    }
    let things = &label[verb.len()..];
    let at = things.find(stem).filter(|_| stem.chars().count() > 1)?;
    let begin = things[..at].rfind(['、', '及', '和', '与']).map_or(0, |joint| joint + '、'.len_utf8());
    Some(format!("{verb}{}", &things[begin..at + stem.len()]))
}

/// A part that is a place: 其中京津产业新城片区2160个.
pub fn is_place(words: &str) -> bool {
    (2..=20).contains(&words.chars().count())
        && words
            .split('、')
            .all(|name| closing(name, Class::PlaceEnd).is_some() && closing(name, Class::GenericPlace).is_none())
}

/// What says that something rises or falls, of the words before a figure: 年均增长 of 力争年均增长.
pub fn change_verb(words: &str) -> String {
    let Some(verb) = closing(words, Class::ChangeEnd) else { return String::new() };
    let yearly = words.contains("年均") || words.contains("每年");
    format!("{}{verb}", if yearly { "年均" } else { "" })
}

/// What a bare measure (产值, 覆盖率) or a mere effect (惠及居民) is of, from what the words before were about.
pub fn of_what(before: &str, label: &str) -> Option<String> {
    let measure = is_word(label, Class::BareMeasure);
    let effect = leading(label, Class::Effect).is_some() && label.chars().count() <= 6;
    let mut thing = before;
    if measure {
        let lead = leading(thing, Class::LeadingVerb | Class::Describing).unwrap_or_default();
        thing = &thing[lead.len()..];
        let end = closing(thing, Class::Institution).unwrap_or_default();
        thing = &thing[..thing.len() - end.len()];
    }
    let fits = (2..=24).contains(&thing.chars().count()) && !thing.contains(['，', '、']) && !alike(thing, label);
    ((measure || effect) && fits).then(|| thing.to_string())
}

/// The name of the part's place without what leads to it.
pub fn named_place(words: &str) -> String {
    words.trim_start_matches("其中").trim_end_matches("合计").to_string()
}

/// Whether two labels speak of one thing: they share two characters in a row.
pub fn alike(a: &str, b: &str) -> bool {
    let b: Vec<char> = b.chars().collect();
    b.windows(2).any(|pair| a.contains(&pair.iter().collect::<String>()))
}

/// Whether a label says what is done.
pub fn names_doing(label: &str) -> bool {
    mentions(label, Class::Flow)
}

/// 陶瓷产业集群规模 of 陶瓷产业集群规模不断发展壮大: what a 千亿产业集群 is measured by.
pub fn scale_named(label: &str) -> Option<String> {
    Class::ScaleName
        .words()
        .find_map(|word| label.find(word).filter(|at| *at > 0).map(|at| label[..at + word.len()].to_string()))
}

/// Whether a number without a unit counts people: 常住人口达到300万.
pub fn named_people(label: &str) -> Option<&'static str> {
    let label = ["规模", "总量", "总数", "数"].iter().find_map(|end| label.strip_suffix(end)).unwrap_or(label);
    [("人口", "人"), ("用户", "户")].into_iter().find_map(|(name, unit)| label.ends_with(name).then_some(unit))
}

/// A label without loose punctuation at its ends, nor words that only lead to the figure (三年翻一番).
pub fn tidy(label: &str) -> String {
    let mut label = label.trim_matches(|c: char| "，、；：。 ".contains(c)).trim_end_matches("的");
    for idle in Class::IdleEnd.words() {
        label = label.strip_suffix(idle).filter(|rest| rest.chars().count() > 3).unwrap_or(label);
    }
    // 路网密度达到每平方公里7公里: what it is per stands with the figure.
    label = label.split_once("达到每").map_or(label, |(name, _)| name);
    // 产业规模达到2024年的2.5倍: of what the figure is a multiple does so too.
    let of_year = |then: &str| then.chars().count() == 5 && then.ends_with('年') && then.starts_with("20");
    label = label.split_once("达到").filter(|(_, then)| of_year(then)).map_or(label, |(name, _)| name);
    label = label.strip_suffix("标准每人").map_or(label, |name| &label[..name.len() + "标准".len()]);
    let led = leading(label, Class::Disposal).map(|lead| &label[lead.len()..]);
    led.filter(|rest| rest.chars().count() > 2).unwrap_or(label).to_string()
}

/// 三元区、沙县区 in 全面放开三元区、沙县区落户限制.
pub fn inner_place(words: &str) -> Option<String> {
    let words = Words::of(words);
    let chars = words.all();
    // 落实城区常住人口300万以下城市取消落户限制要求
    const LED: &str = "落实";
    if let (Some(i), Some((end, _))) = (chars.find_text(0, chars.len(), LED), chars.find(0, chars.len(), Class::Lift))
        && end > i + length(LED)
    {
        return Some(chars[i + length(LED)..end].iter().collect());
    }
    let (i, verb) = chars.find(0, chars.len(), Class::LiftAt)?;
    let start = i + length(verb);
    let (end, word) = chars.find(start, chars.len(), Class::InnerPlaceEnd)?;
    let len = if word.ends_with("落户") { 1 } else { length(word) };
    (end > start || word == "都市圈").then(|| chars[start..end + len].iter().collect())
}

/// The plan's own place as a whole.
pub fn whole(plan: &Plan) -> String {
    let place = plan.place.as_str();
    let suffix = closing(place, Class::Autonomous);
    match plan.level {
        Level::Nation => "全国".into(),
        Level::Province if place.ends_with('市') => "全市".into(),
        Level::Province => suffix.map_or("全省".into(), |_| "全区".into()),
        Level::Prefecture if place.ends_with(['州', '盟']) => {
            format!("全{}", if place.ends_with('州') { '州' } else { '盟' })
        }
        Level::Prefecture => "全市".into(),
        Level::County => match place.chars().last() {
            Some(c @ ('市' | '区' | '旗')) => format!("全{c}"),
            _ => "全县".into(),
        },
    }
}
