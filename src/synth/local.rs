//! Matters of places alone, of which no real plan of the seeds speaks: clauses without a counterpart above.
//!
//! They are invented. A place below may take one over from a place above, and is then linked to it.

use super::draft::{Node, Piece, Sentence};
use crate::model::{ClauseId, ClauseKind};

/// A name for the truth, a title, a text, an office.
type Matter = (&'static str, &'static str, &'static str, &'static str);

const MATTERS: [Matter; 12] = [
    (
        "forest-fires",
        "健全森林草原防火体系",
        "划定防火责任片区，落实护林员巡护和野外火源管控要求，配齐扑火机具和隔离带。",
        "林业局",
    ),
    ("ice-sports", "培育冰雪运动", "办好群众性冰雪赛事，扶持滑雪场馆开展青少年滑冰培训，延长雪季经营时间。", "体育局"),
    (
        "fishing-harbours",
        "整修渔港码头",
        "整修避风锚地和防波堤，规范渔船停泊秩序，完善卸鱼、制冰和渔具仓储条件。",
        "海洋渔业局",
    ),
    ("archives", "做好档案收集保管", "抢救破损卷宗，推行数字化扫描，开放利用历史档案，编研馆藏史料。", "档案局"),
    ("herbs", "壮大道地中药材种植", "选育良种种苗，推广林下套种和仿野生栽培，建立药材产地初加工和溯源规范。", "卫健局"),
    ("border-trade", "繁荣边民互市贸易", "优化互市商品查验流程，扶持边民合作社，规范落地加工和结算秩序。", "商务局"),
    ("bees", "扶持养蜂产业", "保护蜜源植物，推广标准化蜂箱，支持蜂农转地放养和蜂蜜品牌注册。", "农业农村局"),
    ("place-names", "整理乡土地名", "普查古驿道、古渡口旧名，设置地名碑牌，编纂地名志书。", "民政局"),
    ("grassland", "轮牧养护草场", "实行划区轮牧和季节性休牧，补播退化草地，防治鼠虫害。", "林草局"),
    ("funerals", "倡导节俭治丧", "推行节地生态安葬，整治散埋乱葬，公示殡仪收费目录。", "民政局"),
    ("astronomy", "普及天文科普", "利用观星台和流动天文馆举办观测夜，培训科学教师，出版星图手册。", "科协"),
    ("seed-bank", "建设种质资源圃", "征集古老地方品种，入库保存种子，开展繁殖更新和性状鉴定。", "农业农村局"),
];

/// How many there are.
pub const COUNT: usize = MATTERS.len();

/// One of them as a clause that stands beside others of this kind, with a title where they have one.
pub fn node(number: usize, kind: ClauseKind, titled: bool) -> Node {
    let (id, heading, text, office) = MATTERS[number % COUNT];
    let body = if titled { text.to_owned() } else { format!("{heading}，{text}") };
    Node {
        kind,
        heading: titled.then(|| vec![Piece::Words(heading.to_owned())]),
        joint: if titled { "。" } else { "" },
        body: vec![Sentence::of(&body)],
        offices: vec![office.to_owned()],
        topic: "local".to_owned(),
        origins: vec![ClauseId::new("local", id)],
        row: Vec::new(),
        children: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile;
    use std::path::Path;

    #[test]
    fn no_real_plan_speaks_of_them() {
        let seeds = compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).expect("seeds");
        let texts: Vec<String> = seeds.iter().map(|seed| hanconv::t2s(String::from_utf8_lossy(&seed.bytes))).collect();
        for (id, heading, ..) in MATTERS {
            // The last characters of a title are its matter: 防火体系, 冰雪运动.
            let matter: String = heading.chars().skip(2).collect();
            assert!(!texts.iter().any(|text| text.contains(&matter)), "{id}");
        }
    }
}
