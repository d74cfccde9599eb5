//! Word tables of the genre and how to find them in characters.
//!
//! Positions are indices of characters; every function accepts any position, also one past the end.

/// Whether `word` stands at `at`.
pub fn at(chars: &[char], at: usize, word: &str) -> bool {
    let mut rest = chars.iter().skip(at);
    word.chars().all(|c| rest.next() == Some(&c))
}

/// Whether `word` ends right before `end`.
pub fn before(chars: &[char], end: usize, word: &str) -> bool {
    end.checked_sub(length(word)).is_some_and(|start| at(chars, start, word))
}

/// The longest of `words` that stands at `start`, within `end`.
pub fn longest_at(chars: &[char], start: usize, end: usize, words: &[&'static str]) -> Option<&'static str> {
    let first = chars.get(start).copied();
    let stands = |w: &&str| w.chars().next() == first && start + length(w) <= end && at(chars, start, w);
    words.iter().copied().filter(stands).max_by_key(|w| w.len())
}

/// The longest of `words` that ends right before `end` and starts not before `start`.
pub fn longest_before(chars: &[char], start: usize, end: usize, words: &[&'static str]) -> Option<&'static str> {
    let last = end.checked_sub(1).and_then(|last| chars.get(last)).copied();
    let ends = |w: &&str| w.chars().next_back() == last && start + length(w) <= end && before(chars, end, w);
    words.iter().copied().filter(ends).max_by_key(|w| w.len())
}

/// First place in `start..end` where one of `words` stands whole, and the longest of them there.
pub fn find(chars: &[char], start: usize, end: usize, words: &[&'static str]) -> Option<(usize, &'static str)> {
    let firsts = firsts(words);
    let stretch = chars.get(start..end.min(chars.len())).unwrap_or_default();
    let mut places = stretch.iter().enumerate().filter(|(_, c)| firsts.may_hold(**c)).map(|(n, _)| start + n);
    places.find_map(|i| longest_at(chars, i, end, words).map(|w| (i, w)))
}

/// Whether `text` holds one of `words`.
pub fn mentions(text: &str, words: &[&str]) -> bool {
    let firsts = firsts(words);
    text.char_indices()
        .filter(|(_, c)| firsts.may_hold(*c))
        .any(|(i, _)| words.iter().any(|w| text[i..].starts_with(w)))
}

/// The characters that some words begin or end with, so that most places of a text are passed over without a look at the
/// words. Characters that share the last byte of their number are not told apart.
pub struct Ends([bool; 256]);

impl Ends {
    pub fn of(characters: impl Iterator<Item = char>) -> Self {
        let mut ends = [false; 256];
        characters.for_each(|c| ends[c as usize % 256] = true);
        Self(ends)
    }

    pub fn may_hold(&self, c: char) -> bool {
        self.0[c as usize % 256]
    }
}

/// First characters of words.
fn firsts(words: &[&str]) -> Ends {
    Ends::of(words.iter().filter_map(|word| word.chars().next()))
}

/// Number of characters.
pub fn length(word: &str) -> usize {
    word.chars().count()
}

/// Whether `c` is a Chinese character.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}

/// What a figure measures, as far as reading it depends on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// %
    Percent,
    /// 个百分点
    Points,
    /// 倍, or nothing after a ratio
    Ratio,
    Money,
    /// 人次, 场: can only be counted over a period
    Event,
    /// 人, 户
    People,
    /// 个, 家, 套
    Count,
    /// 公里, 平方米, 千瓦
    Extent,
    /// 天, 小时
    Duration,
}

/// Units in the order of their measure; the longest that fits is taken.
pub const UNITS: &[(Measure, &[&str])] = &[
    (Measure::Percent, &["%", "‰"]),
    (Measure::Points, &["个百分点", "百分点"]),
    (Measure::Ratio, &["倍"]),
    (Measure::Money, &["元", "美元", "港元", "欧元", "人民币"]),
    (
        Measure::Event,
        &[
            "人次", "场次", "场", "次", "期", "班次", "课时", "学时", "户次", "件次", "批次", "架次", "辆次", "趟次",
            "趟",
        ],
    ),
    (Measure::People, &["人", "名", "户", "位"]),
    (
        Measure::Count,
        &[
            "个", "家", "所", "条", "座", "处", "项", "件", "台", "辆", "套", "间", "栋", "幢", "对", "支", "只", "头",
            "棵", "株", "张", "宗", "起", "种", "门", "款", "部", "册", "篇", "份", "艘", "架", "列", "片", "块", "根",
            "组", "队", "枚", "面", "本", "例", "床", "眼", "口", "盏", "羽", "尾", "部委", "具", "樘", "户型", "杆",
            "站", "路",
        ],
    ),
    (
        Measure::Extent,
        &[
            "公里",
            "千米",
            "米",
            "车公里",
            "平方米",
            "平米",
            "平方公里",
            "平方千米",
            "立方米",
            "公顷",
            "亩",
            "吨",
            "吨标准煤",
            "标准煤",
            "千克",
            "公斤",
            "斤",
            "克",
            "升",
            "千瓦",
            "千瓦时",
            "兆瓦",
            "兆瓦时",
            "吉瓦",
            "瓦",
            "千伏安",
            "标准立方米",
            "微克",
            "毫克",
            "分贝",
            "兆",
            "里",
            "海里",
            "标箱",
            "标准箱",
            "毫米",
            "厘米",
            "度电",
            "人公里",
        ],
    ),
    (
        Measure::Duration,
        &[
            "个工作日",
            "工作日",
            "个小时",
            "小时",
            "分钟",
            "秒",
            "天",
            "日",
            "个月",
            "月",
            "年",
            "周",
            "周岁",
            "岁",
            "学年",
            "周年",
            "个年度",
        ],
    ),
];

/// Words that begin a clause without saying what is promised.
#[rustfmt::skip]
pub const OPENERS: &[&str] = &[
    "力争", "争取", "确保", "计划", "预计", "努力", "做到", "保证", "实现", "其中", "并", "且", "同时", "此外",
    "以及", "到时", "届时", "全年", "进一步", "继续", "持续", "逐步", "不断", "积极", "加快", "扎实", "有序",
    "稳步", "大力", "全力", "着力", "累计", "总体上", "力求", "原则上", "总计", "合计", "按时", "如期", "推进",
    "推动", "促进", "高质量", "高标准", "高水平", "统筹", "因地制宜", "期间", "三年内", "五年内", "两年内",
    "未来三年", "未来五年", "今后三年", "今后五年", "三年累计", "五年累计", "四年累计", "两年累计", "要求",
    "力争实现", "力争全年", "新一轮", "至少", "最少", "分别", "再", "共计", "用三年时间", "用五年时间", "用3年时间",
    "用5年时间", "滚动", "引导", "组织", "支持", "鼓励", "同步", "每年度",
];

/// Of [`OPENERS`], those that are verbs of their own where nothing else says what is done: 推进2条街区保护.
pub const OPENING_VERBS: &[&str] = &["推进", "推动", "促进", "统筹", "实现", "滚动", "引导", "组织", "支持", "鼓励"];

/// Verbs of doing: with a number they count what is done in a period, not what there is at its end.
#[rustfmt::skip]
pub const FLOW: &[&str] = &[
    "新增", "新建", "新改建", "改建", "扩建", "改扩建", "改造", "整治", "培训", "开展", "举办", "组织", "实施",
    "推广", "申报", "投用", "投运", "完成", "建设", "打造", "培育", "新培育", "引进", "引育", "吸引", "招引",
    "创建", "认定", "修缮", "修复", "铺设", "发放", "筹集", "供应", "供给", "盘活", "处置", "治理", "清理", "转移",
    "落户", "提升", "帮扶", "救助", "建立", "签约", "落地", "开工", "竣工", "投资", "推进", "配建", "增设", "布局",
    "安排", "争取", "入库", "转化", "淘汰", "关停", "拆除", "植树", "造林", "增加", "推出", "选派", "评选", "更新",
    "新开", "开通", "配备", "新设", "设立", "谋划", "储备", "支持", "扶持", "资助", "腾退", "回收", "出让", "收储",
    "消化", "化解", "减少", "压减", "检查", "巡查", "走访", "新招", "招录", "招聘", "招收", "培养", "输送", "加装",
    "安装", "购置", "投放", "投入", "募集", "融资", "签订", "达成", "办理", "新发展", "新认定", "新注册", "新登记",
    "新引进", "滚动", "策划", "生成", "落实", "绿化", "新开工", "新投产", "清退", "补助", "参训", "轮训", "建成",
    "引导", "带动", "开发", "开行", "撬动", "硬化", "亮化", "发展党员", "惠及", "帮助", "解决", "吸纳", "采购", "复垦", "种植",
    "更换", "打通", "新创", "创成", "遴选", "选树", "评定", "开办", "布设", "设置", "筹建", "共建", "迁建", "加固",
    "翻新", "维修", "疏浚", "清淤", "疏通", "贯通", "拓宽", "提质", "升级", "孵化", "归集", "发布", "推送", "受理",
    "聘请", "选聘", "招募", "派驻", "结对", "征集", "签发", "搬迁", "整备", "调剂", "接入", "安置", "排查", "销号", "补种", "栽植",
    "新改扩建", "扩容", "接通", "架设", "敷设", "配售", "配租", "改造提升", "消除",
];

/// Of [`FLOW`], those that make even 达 a count of what is done: 新增就业达1万人.
pub const STRONG_FLOW: &[&str] =
    &["新增", "新建", "新改建", "新培育", "新认定", "新引进", "新开工", "新招", "新发展", "完成投资"];

/// Verbs that put a number of things in place: what is counted follows or precedes directly.
pub const QUANTITY_VERBS: &[&str] = &[
    "新增",
    "新建",
    "新改建",
    "改建",
    "扩建",
    "改扩建",
    "改造",
    "整治",
    "建成",
    "建设",
    "打造",
    "培育",
    "引进",
    "引育",
    "吸引",
    "招引",
    "创建",
    "完成",
    "实施",
    "推进",
    "举办",
    "开展",
    "组织",
    "发放",
    "培训",
    "建立",
    "设立",
    "开通",
    "配备",
    "推广",
    "培养",
    "投放",
    "修缮",
    "修复",
    "铺设",
    "供应",
    "筹集",
    "盘活",
    "有",
    "拥有",
    "发展",
    "形成",
    "认定",
    "实现",
    "推出",
    "提升",
    "争取",
    "覆盖",
    "建",
    "惠及",
    "服务",
    "帮扶",
    "新开",
    "开工",
    "竣工",
    "安装",
    "加装",
    "新设",
    "增设",
    "布局",
    "策划",
    "选派",
    "支持",
    "推动",
    "带动",
    "消除",
    "确保",
    "力争",
    "至少",
    "新培育",
    "招收",
    "转移",
    "引导",
    "完成改造",
    "进行",
    "治理",
    "谋划",
    "储备",
    "腾退",
    "淘汰",
    "关停",
    "更换",
    "打通",
    "遴选",
    "选树",
    "布设",
    "筹建",
    "共建",
    "新创",
    "创成",
    "排查",
    "归集",
    "建立",
];

/// What says that a number is there already: 现有50户, 目前达到.
#[rustfmt::skip]
pub const STOCK: &[&str] = &[
    "现有", "已有", "既有", "原有", "已建成", "已建", "已完成", "已达", "已累计", "已", "共有", "目前", "截至", "截止",
    "以来",
];

/// Of [`STOCK`], those that hold for the whole sentence.
#[rustfmt::skip]
pub const NOW: &[&str] = &[
    "目前", "截至", "截止", "以来",
];

/// What governs a number that only describes: 围绕50条产业链, 发挥12个市场作用.
#[rustfmt::skip]
pub const DESCRIBING: &[&str] = &[
    "保护好", "管好", "传承好", "围绕", "依托", "发挥", "聚焦", "用好", "利用", "运用", "针对", "按照", "通过", "基于", "立足", "结合", "位于",
    "包括", "涵盖", "涉及", "作为", "遵循", "坚持", "根据", "参照", "依照", "抓住", "抓好", "面向", "对标",
    "统筹好", "借助", "凭借", "符合", "属于", "满足",
];

/// Prepositions that do so at the head of a clause.
pub const PREPOSITIONS: &[&str] =
    &["对", "将", "把", "在", "从", "由", "以", "向", "按", "与", "经", "于", "给予", "分"];

/// Things that are counted in the telling, not promised: 三个方面, 10项重点任务.
#[rustfmt::skip]
pub const TELLING: &[&str] = &[
    "方面", "部门", "环节", "阶段", "原则", "步骤", "层次", "维度", "层级", "层面", "时间节点", "重点任务", "措施",
    "举措", "政策措施", "意见", "条件", "要求", "要点", "目标", "指标", "因素", "字", "问题", "关系", "月", "季度",
    "百分点", "县（市", "人以上",
    "专班", "工作专班", "领导小组", "工作组", "工作小组", "清单", "机制", "制度", "专项行动", "行动", "任务", "中心、", "片区、",
];

/// Verbs that say what is done to the things counted right behind: 每年提升40个文化服务中心.
#[rustfmt::skip]
pub const CHANGES: &[&str] = &[
    "提升", "提高", "增加", "减少", "扩大", "压减", "压缩", "缩短",
];

/// Per month, per week: a rate.
#[rustfmt::skip]
pub const FREQUENT: &[&str] = &[
    "每月", "每季度", "每周", "每天", "每日", "每半年", "每个月", "每季",
];
