//! Small rules of wording: labels without what only leads to them, and the scope of a whole place.

use super::words::{DESCRIBING, FLOW, OPENERS, QUANTITY_VERBS, at, find, length, longest_at, longest_before, mentions};
use crate::model::{Level, Plan};
use std::ops::Range;

/// Where a comparison with an earlier state begins: 比2020年, 较上年, 在现有基础, 由60%.
pub fn baseline(chars: &[char], subject: Range<usize>) -> Option<usize> {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    if let Some(i) = (subject.start..subject.end).find(|&i| {
        matches!(chars[i], '由' | '从')
            && (digit(i + 1)
                || longest_at(chars, i + 1, subject.end, &["目前", "现有", "现在", "原来", "上年"]).is_some())
    }) {
        return Some(i);
    }
    let (i, _) = find(
        chars,
        subject.start,
        subject.end,
        &["比20", "较20", "比上年", "较上年", "比基期", "在现有基础", "在原有基础", "同比", "在20", "比法定", "较法定"],
    )?;
    // 可渗透地面面积占比2028年超过四成 compares nothing.
    (!(at(chars, i, "比2") && i > subject.start && matches!(chars[i - 1], '占' | '之'))).then_some(i)
}

/// A word of doing without its object: 举办, 累计.
pub fn is_verb_only(words: &str) -> bool {
    let mut rest: Vec<char> = words.chars().collect();
    while !rest.is_empty() {
        let hit = [FLOW, QUANTITY_VERBS, OPENERS, &["有", "达", "建", "拥有", "累计", "新", "再", "均", "各"]]
            .iter()
            .filter_map(|list| longest_before(&rest, 0, rest.len(), list))
            .max_by_key(|w| length(w));
        match hit {
            Some(word) => rest.truncate(rest.len() - length(word)),
            None => return false,
        }
    }
    true
}

/// The verb of doing that words begin with: 新建 of 新建口袋公园.
pub fn leading_verb(words: &str) -> Option<&'static str> {
    let chars: Vec<char> = words.chars().take(4).collect();
    longest_at(&chars, 0, chars.len(), FLOW)
}

/// 新改建雨水管道 of 新改建雨水管道及泵站, where 管道总长 tells how much of it.
pub fn undertaken(label: &str, subject: &str) -> Option<String> {
    let verb = leading_verb(label)?;
    let mut stem = subject;
    for extent in ["总长度", "总长", "长度", "总面积", "面积", "总量", "共", "总计"] {
        stem = stem.strip_suffix(extent).unwrap_or(stem);
    }
    let things = &label[verb.len()..];
    let at = things.find(stem).filter(|_| stem.chars().count() > 1)?;
    let begin = things[..at].rfind(['、', '及', '和', '与']).map_or(0, |joint| joint + '、'.len_utf8());
    Some(format!("{verb}{}", &things[begin..at + stem.len()]))
}

/// A part that is a place: 其中京津产业新城片区2160个.
pub fn is_place(words: &str) -> bool {
    let ends = ["区", "县", "市", "镇", "乡", "州", "旗", "新城", "片区", "都市圈", "城市群"];
    let generic = ["小区", "社区", "园区", "景区", "校区", "库区", "棚户区", "安置区"];
    (2..=20).contains(&words.chars().count())
        && words
            .split('、')
            .all(|name| ends.iter().any(|end| name.ends_with(end)) && !generic.iter().any(|end| name.ends_with(end)))
}

/// What says that something rises or falls, of the words before a figure: 年均增长 of 力争年均增长.
pub fn change_verb(words: &str) -> String {
    let chars: Vec<char> = words.chars().collect();
    let verbs = [
        "增长",
        "提高",
        "提升",
        "增加",
        "上升",
        "扩大",
        "上涨",
        "递增",
        "增收",
        "下降",
        "降低",
        "减少",
        "压减",
        "压缩",
        "缩短",
        "缩小",
        "削减",
        "节约",
        "下调",
        "净增",
        "净增加",
        "净减少",
    ];
    let Some(verb) = longest_before(&chars, 0, chars.len(), &verbs) else { return String::new() };
    let yearly = words.contains("年均") || words.contains("每年");
    format!("{}{verb}", if yearly { "年均" } else { "" })
}

/// What a bare measure (产值, 覆盖率) or a mere effect (惠及居民) is of, from what the words before were about.
pub fn of_what(before: &str, label: &str) -> Option<String> {
    const MEASURES: &[&str] = &[
        "产值",
        "年产值",
        "总产值",
        "增速",
        "增幅",
        "占比",
        "比例",
        "比重",
        "覆盖率",
        "规模",
        "总量",
        "数量",
        "面积",
        "合格率",
        "达标率",
        "普及率",
        "利用率",
        "使用率",
        "安装率",
        "完成率",
        "镇街覆盖率",
        "乡镇覆盖率",
        "村级覆盖率",
        "参与率",
        "入住率",
        "开工率",
        "竣工率",
        "到位率",
        "上线率",
        "办结率",
        "满意度",
        "满意率",
        "知晓率",
        "全覆盖",
        "在线率",
        "处理率",
        "转化率",
    ];
    const EFFECTS: &[&str] = &["惠及", "带动", "覆盖", "服务", "受益", "涉及"];
    let measure = MEASURES.contains(&label);
    let effect = EFFECTS.iter().any(|word| label.starts_with(word)) && label.chars().count() <= 6;
    let mut thing = before;
    if measure {
        const LEADS: &[&str] = &[
            "做大做强",
            "做大",
            "做优",
            "做强",
            "做活",
            "推行",
            "建立健全",
            "建立",
            "健全",
            "完善",
            "壮大",
            "培育壮大",
            "实施",
            "推进",
            "推动",
            "支持",
            "推广",
            "开展",
            "加强",
            "深化",
            "加快",
            "提升",
            "大力发展",
            "发展",
            "培育",
            "打造",
            "落实",
        ];
        let leads = LEADS.iter().chain(DESCRIBING);
        thing = leads.filter_map(|lead| thing.strip_prefix(lead)).min_by_key(|rest| rest.len()).unwrap_or(thing);
        thing = ["机制", "制度", "工程", "行动"].iter().find_map(|end| thing.strip_suffix(end)).unwrap_or(thing);
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
    mentions(label, FLOW)
}

/// 陶瓷产业集群规模 of 陶瓷产业集群规模不断发展壮大: what a 千亿产业集群 is measured by.
pub fn scale_named(label: &str) -> Option<String> {
    ["规模", "产值"]
        .iter()
        .find_map(|word| label.find(word).filter(|at| *at > 0).map(|at| label[..at + word.len()].to_string()))
}

/// Whether a number without a unit counts people: 常住人口达到300万.
pub fn named_people(label: &str) -> bool {
    label.ends_with("人口") || label.ends_with("人口规模") || label.ends_with("人口总量") || label.ends_with("人口总数")
}

/// A label without loose punctuation at its ends, nor words that only lead to the figure (三年翻一番).
pub fn tidy(label: &str) -> String {
    let mut label = label.trim_matches(|c: char| "，、；：。 ".contains(c)).trim_end_matches("的");
    for idle in ["翻", "再", "三年", "五年", "两年", "始终", "总体", "力争每年", "力争", "分别"] {
        label = label.strip_suffix(idle).filter(|rest| rest.chars().count() > 3).unwrap_or(label);
    }
    // 路网密度达到每平方公里7公里: what it is per stands with the figure.
    label = label.split_once("达到每").map_or(label, |(name, _)| name);
    let led =
        ["将", "把", "对"].iter().find_map(|lead| label.strip_prefix(lead)).filter(|rest| rest.chars().count() > 2);
    led.unwrap_or(label).to_string()
}

/// 三元区、沙县区 in 全面放开三元区、沙县区落户限制.
pub fn inner_place(words: &str) -> Option<String> {
    let chars: Vec<char> = words.chars().collect();
    // 落实城区常住人口300万以下城市取消落户限制要求
    if let (Some((i, led)), Some((end, _))) =
        (find(&chars, 0, chars.len(), &["落实"]), find(&chars, 0, chars.len(), &["取消", "放开"]))
        && end > i + length(led)
    {
        return Some(chars[i + length(led)..end].iter().collect());
    }
    let (i, verb) = find(&chars, 0, chars.len(), &["放开", "取消", "消除", "畅通"])?;
    let start = i + length(verb);
    let (end, word) = find(&chars, start, chars.len(), &["区落户", "县落户", "市落户", "都市圈", "以下城市"])?;
    let len = if word.ends_with("落户") { 1 } else { length(word) };
    (end > start || word == "都市圈").then(|| chars[start..end + len].iter().collect())
}

/// The plan's own place as a whole.
pub fn whole(plan: &Plan) -> String {
    let place = plan.place.as_str();
    let suffix = ["自治区", "自治州", "自治县"].iter().find(|s| place.ends_with(*s)).copied();
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
