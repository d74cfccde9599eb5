//! Sentences of the genre and the targets in them, as an editor would list them.
//!
//! One line a target: comparator, value and unit, kind, years, and the scope where it is not the whole place.

use super::*;
use crate::model::{Characters, Date, Script, Status};

fn plan() -> Plan {
    Plan {
        id: "x-2024".into(),
        title: "某市实施方案".into(),
        place: "某市".into(),
        place_code: None,
        level: Level::Prefecture,
        parent_place: None,
        document_number: None,
        issuer: None,
        index_number: None,
        signed: Date::new(2024, 6, 1),
        published: None,
        valid_until: None,
        status: Status::default(),
        script: Script::Hans,
        abridged: false,
        text: true,
        cites: Vec::new(),
        source_file: String::new(),
        source_url: None,
        characters: Characters::default(),
    }
}

fn clause(text: &str) -> Clause {
    Clause {
        id: "x-2024/1".into(),
        plan: "x-2024".into(),
        path: "1".into(),
        parent: None,
        kind: ClauseKind::Section,
        heading: None,
        text: text.into(),
        original: None,
        topics: Vec::new(),
        units: Vec::new(),
        leads: Vec::new(),
        and_others: false,
        units_applied: Vec::new(),
        cells: None,
    }
}

fn show(target: &Target) -> String {
    let comparator = match target.comparator {
        Comparator::AtLeast => ">=",
        Comparator::AtMost => "<=",
        Comparator::About => "~",
        Comparator::Equal => "=",
    };
    let value = target.value.map_or("全".to_string(), |v| v.to_string());
    let max = target.value_max.map_or(String::new(), |v| format!("~{v}"));
    let kind = match target.kind {
        Kind::Level => "level",
        Kind::Annual => "annual",
        Kind::Cumulative => "cumulative",
        Kind::Increase => "increase",
    };
    let years = match (target.year_from, target.year_to) {
        (None, None) => String::new(),
        (from, to) => {
            let year = |y: Option<u16>| y.map_or(String::new(), |y| y.to_string());
            format!(" {}-{}", year(from), year(to))
        }
    };
    let scope = if target.scope == "全市" { String::new() } else { format!(" @{}", target.scope) };
    format!("{comparator}{value}{max}{} {kind}{years}{scope}", target.unit.as_deref().unwrap_or(""))
}

fn check(text: &str, expected: &[&str]) -> Option<String> {
    let clause = clause(text);
    let targets = extract_targets(&plan(), &clause, &Indicators::default());
    for target in &targets {
        let span = target.span.expect("a span");
        assert_eq!(Some(span.of(&clause.text)), target.quote.as_deref(), "{text}");
        assert!(!target.label.is_empty(), "{text}");
    }
    let found: Vec<String> = targets.iter().map(show).collect();
    (found != expected).then(|| {
        let labels: Vec<&str> = targets.iter().map(|t| t.label.as_str()).collect();
        format!("{text}\n    expected {expected:?}\n    found    {found:?} {labels:?}\n")
    })
}

fn check_all(cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases.iter().filter_map(|(text, expected)| check(text, expected)).collect();
    assert!(wrong.is_empty(), "{} of {} sentences:\n{}", wrong.len(), cases.len(), wrong.concat());
}

#[test]
fn comparators_in_all_wordings() {
    check_all(&[
        ("到2025年，全市公办幼儿园占比不低于50%。", &[">=50% level -2025"]),
        ("每个社区养老服务设施不少于1处。", &[">=1处 level @每个社区"]),
        ("城镇登记失业率控制在4.5%以内。", &["<=4.5% level"]),
        ("城镇调查失业率不超过5.5%。", &["<=5.5% level"]),
        ("到2027年，供水管网漏损率不高于8%。", &["<=8% level -2027"]),
        ("森林覆盖率稳定在65%左右。", &["~65% level"]),
        ("到2025年，规上工业总产值突破800亿元。", &[">=800亿元 level -2025"]),
        ("高新技术企业超过300家。", &[">=300家 level"]),
        ("高新技术企业数量超300家，科技型中小企业达500家。", &[">=300家 level", "=500家 level"]),
        ("力争到2027年数字经济规模接近1000亿元。", &["~1000亿元 level -2027"]),
        ("到2025年，城区人均公园绿地面积约15平方米。", &["~15平方米 level -2025"]),
        ("全市常住人口达到300万左右。", &["~3000000人 level"]),
        ("到2026年，至少培育5家专精特新“小巨人”企业。", &[">=5家 cumulative -2026"]),
        ("平均通勤时间控制在45分钟以内。", &["<=45分钟 level"]),
        ("PM2.5平均浓度控制在25微克/立方米以下。", &["<=25微克/立方米 level"]),
        ("空气质量优良天数比率达到95.5%以上，地表水优良比例保持100%。", &[">=95.5% level", "=100% level"]),
        ("R&D经费投入强度达到2.8%。", &["=2.8% level"]),
        ("新增停车泊位3000个以上，其中公共泊位不少于1000个。", &[">=3000个 cumulative", ">=1000个 cumulative"]),
        ("全市公共充电桩总量突破1万根。", &[">=10000根 level"]),
        ("单位地区生产总值能耗下降13.5%。", &["=13.5% increase"]),
        ("将城乡居民收入比控制在1.8以内。", &["<=1.8 level"]),
        ("城乡居民收入倍差缩小至2.1。", &["=2.1 level"]),
    ]);
}

#[test]
fn numerals_and_multipliers() {
    check_all(&[
        ("到2025年，百分之六十八以上的行政村建有养老设施。", &[">=68% level -2025"]),
        ("力争三分之二的乡镇建成示范性养老服务中心。", &["=66.67% level"]),
        ("到2027年，七成以上的规上企业完成数字化改造。", &[">=70% level -2027"]),
        ("到2030年，全市经济总量比2023年翻一番。", &["=100% increase -2030"]),
        ("新增城镇就业1.2万人。", &["=12000人 cumulative"]),
        ("完成投资7.5亿元。", &["=7.5亿元 cumulative"]),
        ("力争全年招商引资到位资金突破1.2万亿元。", &[">=12000亿元 level"]),
        ("到2027年打造千亿级产业集群。", &["=1000亿元 level -2027"]),
        ("每年培训农民工三十万人次。", &["=300000人次 annual"]),
        ("新增农村劳动力转移就业十万人以上。", &[">=100000人 cumulative"]),
        ("建成高标准农田120万亩。", &["=1200000亩 level"]),
        ("光伏装机容量达到120万千瓦。", &["=1200000千瓦 level"]),
        ("每县培育3—5条重点产业链。", &["=3~5条 cumulative @每县"]),
        ("年均增长8%-10%。", &["=8~10% increase"]),
        ("每年引进高层次人才200至300名。", &["=200~300名 annual"]),
        ("培育省级龙头企业100余家。", &[">=100家 cumulative"]),
        ("新增绿地1,200公顷。", &["=1200公顷 cumulative"]),
    ]);
}

#[test]
fn kinds_and_years() {
    check_all(&[
        (
            "到2025年，建成5G基站2600个以上，累计新建市级以上创新平台50个以上。",
            &[">=2600个 level -2025", ">=50个 cumulative -2025"],
        ),
        (
            "2025年，全市新建5G基站2600个以上，新建市级及以上创新平台15个以上。",
            &[">=2600个 cumulative 2025-2025", ">=15个 cumulative 2025-2025"],
        ),
        ("2024—2028年，每年新增保障性租赁住房1万套。", &["=10000套 annual 2024-2028"]),
        ("“十五五”期间新增高速公路通车里程200公里。", &["=200公里 cumulative 2026-2030"]),
        ("三年累计新增城镇就业15万人。", &["=150000人 cumulative"]),
        ("到2026年底前，完成老旧小区改造500个。", &["=500个 cumulative -2026"]),
        ("自2025年起，每年新建口袋公园20个。", &["=20个 annual 2025-"]),
        ("年均新增就业岗位1万个。", &["=10000个 annual"]),
        ("城镇化率年均提高1个百分点以上。", &[">=1个百分点 increase"]),
        (
            "到2027年，常住人口城镇化率达到70%，比2023年提高5个百分点。",
            &["=70% level -2027", "=5个百分点 increase -2027"],
        ),
        ("力争2025年规上工业增加值增长8%，2026年增长9%。", &["=8% increase -2025", "=9% increase -2026"]),
        ("到2025年，城市生活污水集中收集率由60%提高到75%以上。", &[">=75% level -2025"]),
        ("到2025年建成公园30个。2026年再建成10个。", &["=30个 level -2025", "=10个 cumulative 2026-2026"]),
        ("每年基本养老保险参保率稳定在95%以上。", &[">=95% level"]),
        ("2025年底前，完成棚户区改造2836户。", &["=2836户 cumulative -2025"]),
        ("年内新建幼儿园2所。", &["=2所 cumulative 2024-2024"]),
        ("新增学位5000个；到2026年，新建中小学10所。", &["=5000个 cumulative", "=10所 cumulative -2026"]),
        ("技改投资增长15%以上，占工业投资比重提高到40%。", &[">=15% increase", "=40% level"]),
        ("居民人均可支配收入达到5万元，年均增长7%以上。", &["=50000元 level", ">=7% increase"]),
        (
            "到2025年，全市森林蓄积量达到5000万立方米，绿色建筑占比达到100%。",
            &["=50000000立方米 level -2025", "=100% level -2025"],
        ),
        ("发放创业担保贷款5亿元以上，带动就业2万人。", &[">=5亿元 cumulative", "=20000人 cumulative"]),
        ("改造提升农村公路300公里、危桥12座。", &["=300公里 cumulative", "=12座 cumulative"]),
        (
            "2025年新建改造污水管网100公里，2026年新建改造80公里。",
            &["=100公里 cumulative 2025-2025", "=80公里 cumulative 2026-2026"],
        ),
        ("打造街头游园9个。", &["=9个 cumulative"]),
        (
            "新建行政村公共厕所120座、旅游厕所8座，农村户用厕所14500座。",
            &["=120座 cumulative", "=8座 cumulative", "=14500座 cumulative"],
        ),
        ("硬化村内巷道37.5万平方米。", &["=375000平方米 cumulative"]),
        (
            "引导1000名以上高校毕业生到基层就业，开发公益性岗位不少于740个。",
            &[">=1000名 cumulative", ">=740个 cumulative"],
        ),
        ("为62户贫困残疾人家庭实施家居无障碍改造工程。", &["=62户 cumulative"]),
        ("建设3个劳动密集型产业园。", &["=3个 cumulative"]),
        ("确保锦江区、青羊区50%的城市社区建成社区嵌入式服务综合体。", &["=50% level @锦江区、青羊区"]),
        ("到2025年底前，首批100个嵌入式服务设施建设示范社区全面建成。", &["=100个 level -2025"]),
    ]);
}

#[test]
fn scopes() {
    check_all(&[
        ("到2027年，各县（市、区）公办幼儿园在园幼儿占比均达到55%以上。", &[">=55% level -2027 @各县（市、区）"]),
        ("每个乡镇至少建成1所公办中心幼儿园。", &[">=1所 level @每个乡镇"]),
        ("到2025年，所有县（市、区）建成1个以上紧密型县域医共体。", &[">=1个 level -2025 @所有县（市、区）"]),
        ("城区常住人口100万以上的城市新建改造雨水管网50公里。", &["=50公里 cumulative @城区常住人口100万以上的城市"]),
        ("全省常住人口城镇化率提升至66%左右。", &["~66% level @全省"]),
        ("中心城区新增停车位2000个。", &["=2000个 cumulative @中心城区"]),
    ]);
}

#[test]
fn without_a_figure() {
    check_all(&[
        ("2025年实现城市社区养老服务设施全覆盖。", &["=全 level -2025"]),
        ("到2027年，义务教育学校全部达到标准化建设要求。", &["=全 level -2027"]),
        ("新增公交车一律采用新能源汽车。", &["=全 level"]),
        ("全面消除县级及以上城市建成区黑臭水体。", &["=全 level"]),
        ("到2028年，居民收入增速高于全国平均水平。", &[">=全 increase -2028"]),
        ("实现行政村5G网络全覆盖、自然村4G网络全覆盖。", &["=全 level"]),
        ("全面推进乡村振兴，全面加强基层党组织建设，全面落实各项惠民政策。", &[]),
        ("全面贯彻党的二十大精神，全面建设社会主义现代化国家。", &[]),
        ("鼓励有条件的地区全面取消落户限制。", &[]),
        ("探索实现公共服务全覆盖。", &[]),
        ("全面提升服务水平，全面深化改革，全面启动规划编制。", &[]),
    ]);
}

#[test]
fn numbers_that_promise_nothing() {
    check_all(&[
        ("支持人口10万以上的镇按照小城市标准建设。", &[]),
        ("对城区12座桥梁开展日常养护。", &[]),
        ("目前全市已建成公园120个，城镇化率达到65%。", &[]),
        ("截至2023年底，全市常住人口城镇化率达到68.5%。", &[]),
        ("2023年，全市实现地区生产总值1200亿元。", &[]),
        ("对营业收入超过1亿元的企业给予50万元奖励。", &[]),
        ("每人每年补贴500元。", &[]),
        ("打造15分钟便民生活圈。", &[]),
        ("落实第二轮土地承包到期后再延长30年政策。", &[]),
        ("围绕10条重点产业链开展招商。", &[]),
        ("从三个方面推进工作，落实好5项重点任务。", &[]),
        ("拨打12345热线，完善“1+3+N”工作体系。", &[]),
        ("按照国发〔2014〕25号文件要求执行，自2024年6月1日起施行。", &[]),
        ("推进G319国道、S210省道和3号线建设。", &[]),
        ("对60岁以上老年人免费体检。", &[]),
        ("重点推进现有50户以上集中成片棚户区改造。", &[]),
        ("在5个县开展试点。", &[]),
        ("深化“六个一”工作机制，实施十大工程。", &[]),
        ("统筹用好2个国家级平台。", &[]),
        ("各单位于每季度末月20日前将完成情况报送县政府督查室420室（联系电话：6239325）。", &[]),
        ("三次产业结构调整为9.6：35.8：54.6。", &[]),
        ("按不低于3%的比例提取。", &[]),
        ("投资500万元以上的项目纳入管理。", &[]),
        ("在收到申请后15个工作日内办结。", &[]),
        ("2025年1%人口抽样调查工作。", &[]),
        ("加强4A级以上旅游景区建设。", &[]),
        ("对2000年以前建成的小区实施改造。", &[]),
        ("全长1.38公里的支农路东延工程。", &[]),
        ("落实国务院稳经济33条措施。", &[]),
        ("进一步统一思想，十分重视，一批项目同一时间开工。", &[]),
    ]);
}
